package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Compiling;
import java.util.List;
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
    return Compiling.errorsOf("Author", source);
  }
}
