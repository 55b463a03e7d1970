package io.millrace.core.action;

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

class ForgettingTheFinalDoesNotCompileTest {

  @Test
  void aFunctionThatEndsInItsFinalResultCompiles() {
    assertThat(errorsOf("""
        .stream((state, inputs, out) -> {
          out.accept(0.1);
          return new Final<>(1L, state);
        })""")).isEmpty();
  }

  @Test
  void aFunctionThatForgetsItDoesNot() {
    assertThat(errorsOf(".stream((state, inputs, out) -> out.accept(0.1))"))
        .singleElement()
        .asString()
        .startsWith("incompatible types: bad return type in lambda expression");
    assertThat(errorsOf(".stream((state, inputs, out) -> { out.accept(0.1); })"))
        .singleElement()
        .asString()
        .contains("lambda body is not compatible with a non-void functional interface")
        .startsWith("incompatible types: bad");
  }

  @Test
  void aFunctionThatForgetsTheStateDoesNot() {
    assertThat(errorsOf(".stream((state, inputs, out) -> 1L)")).containsExactly("""
        incompatible types: bad return type in lambda expression
            long cannot be converted to io.millrace.core.action.Final<java.lang.Long>""");
  }

  @Test
  void anItemOfAnotherTypeDoesNot() {
    assertThat(errorsOf("""
        .stream((state, inputs, out) -> {
          out.accept("text");
          return new Final<>(1L, state);
        })""")).isNotEmpty();
  }

  private static List<String> errorsOf(String function) {
    String source = """
        import io.millrace.core.action.*;
        class Author {
          static final Action<Double, Long> ACTION = Action.of(Double.class, Long.class)%s;
        }
        """.formatted(function);
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
