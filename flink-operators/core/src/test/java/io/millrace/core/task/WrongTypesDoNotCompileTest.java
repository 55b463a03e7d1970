package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class WrongTypesDoNotCompileTest {

  @Test
  void whatFitsTheTaskCompiles() {
    assertThat(errorsOf("as.unaryUnary((text, parameters) -> text.length())")).isEmpty();
  }

  @Test
  void anOutputOfAnotherTypeDoesNot() {
    assertThat(errorsOf("as.unaryUnary((text, parameters) -> text)")).containsExactly("""
            incompatible types: bad return type in lambda expression
                java.lang.String cannot be converted to java.lang.Integer""");
  }

  @Test
  void anInputOfAnotherTypeDoesNot() {
    assertThat(errorsOf("as.unaryUnary((Long number, Parameters parameters) -> 1)"))
        .containsExactly("""
            incompatible types: incompatible parameter types in lambda expression""");
  }

  @Test
  void anElementOfAnotherTypeDoesNot() {
    assertThat(errorsOf("as.unaryStream((text, parameters) -> Stream.of(text))"))
        .singleElement()
        .asString()
        .startsWith("incompatible types: bad return type in lambda expression");
  }

  @Test
  void aTranslatorOfAnotherTaskDoesNot() {
    assertThat(errorsOf("as.inputTranslator((InputTranslator<Long, ?, Character>) null)"))
        .singleElement()
        .asString()
        .startsWith("incompatible types:");
  }

  @Test
  void callingWithAnInputOfAnotherTypeDoesNot() {
    assertThat(errorsOf("TASK.runner(null).unaryUnary(3)"))
        .singleElement()
        .asString()
        .contains("incompatible types: int cannot be converted to java.lang.String");
  }

  @Test
  void aChainOfWhatFitsCompiles() {
    String chain = "ModuleChain.of(\"a\", TASK.runner(null))"
        + ".then(\"b\", n -> (char) (int) n, TASK.runner(null)).map(n -> n + 1)";
    assertThat(errorsOf(chain + ".module(\"c\", \"1.0.0\", TASK)")).isEmpty();
  }

  @Test
  void aPartThatReadsOtherElementsDoesNot() {
    assertThat(
            errorsOf(
                "ModuleChain.of(\"a\", TASK.runner(null))"
                    + ".<String, Character, Integer, Integer>then(\"b\", n -> \"text\", TASK.runner(null))"))
        .singleElement()
        .asString()
        .contains("java.lang.String cannot be converted to java.lang.Character");
  }

  @Test
  void aChainThatSaysOtherElementsThanItsTaskDoesNot() {
    assertThat(errorsOf("ModuleChain.of(\"a\", TASK.runner(null)).map(n -> \"text\")"
            + ".<Integer>module(\"c\", \"1.0.0\", TASK)"))
        .singleElement()
        .asString()
        .contains("cannot be converted to");
  }

  private static List<String> errorsOf(String expression) {
    String source = """
        import io.millrace.core.Parameters;
        import io.millrace.core.task.*;
        import java.util.stream.Stream;
        class Author {
          static final Task<String, Character, Integer, Integer> TASK = null;
          static void write(Serving<String, Character, Integer, Integer> as) {
            %s;
          }
        }
        """.formatted(expression);
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options = List.of("-proc:none", "-d", System.getProperty("java.io.tmpdir"));
    compiler
        .getTask(null, null, diagnostics, options, null, List.of(new Source(source)))
        .call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ENGLISH))
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String content;

    Source(String content) {
      super(URI.create("string:///Author.java"), Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
