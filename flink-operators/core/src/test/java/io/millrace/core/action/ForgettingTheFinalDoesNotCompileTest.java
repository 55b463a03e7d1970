package io.millrace.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Compiling;
import java.util.List;
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
        .containsExactly("""
            incompatible types: bad return type in lambda expression
                missing return value""");
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
    return Compiling.errorsOf("Author", """
        import io.millrace.core.action.*;
        class Author {
          static final Action<Double, Long> ACTION = Action.of(Double.class, Long.class)%s;
        }
        """.formatted(function));
  }
}
