package io.millrace.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatusTest {

  private static final Status LOST = Status.Code.DATA_LOSS.because("gap at 4");

  @Test
  void theCodesHaveTheNumbersOfGrpc() {
    assertThat(Arrays.stream(Status.Code.values()).map(code -> code.number() + " " + code))
        .containsExactly(
            "0 OK",
            "1 CANCELLED",
            "2 UNKNOWN",
            "3 INVALID_ARGUMENT",
            "4 DEADLINE_EXCEEDED",
            "5 NOT_FOUND",
            "6 ALREADY_EXISTS",
            "7 PERMISSION_DENIED",
            "8 RESOURCE_EXHAUSTED",
            "9 FAILED_PRECONDITION",
            "10 ABORTED",
            "11 OUT_OF_RANGE",
            "12 UNIMPLEMENTED",
            "13 INTERNAL",
            "14 UNAVAILABLE",
            "15 DATA_LOSS",
            "16 UNAUTHENTICATED");
  }

  @Test
  void okSaysNothing() {
    assertThat(Status.OK).hasToString("OK");
    assertThatThrownBy(() -> Status.Code.OK.because("fine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a status of OK has no message but was given \"fine\"");
  }

  @Test
  void anExceptionStandsForItsStatusAndAnyOtherForUnknown() {
    assertThat(Status.of(LOST.asException())).isEqualTo(LOST);
    assertThat(Status.of(new IllegalStateException("no model")))
        .isEqualTo(Status.Code.UNKNOWN.because("java.lang.IllegalStateException: no model"));
  }

  @Test
  void anExceptionCarriesItsStatusAndCause() {
    IOException cause = new IOException("reset");

    StatusException thrown = new StatusException(LOST, cause);

    assertThat(thrown).hasMessage("DATA_LOSS: gap at 4").hasCause(cause);
    assertThat(thrown.status()).isEqualTo(LOST);
    assertThatThrownBy(() -> new StatusException(Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an exception must carry a status other than OK");
  }

  @Test
  void anExceptionKeepsItsStatusWhenJavaSerializesIt() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new StatusException(LOST, new IOException("reset")));
    }

    Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(read).isInstanceOfSatisfying(StatusException.class, thrown -> {
      assertThat(thrown.status()).isEqualTo(LOST);
      assertThat(thrown).hasMessage("DATA_LOSS: gap at 4").hasRootCauseMessage("reset");
    });
  }
}
