package io.millrace.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.UnavailableFlavorException;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a generation, split and assembled. */
class GenerationTest {

  private static final ProducerId PRODUCER = new ProducerId("model", "1");
  private static final List<GeneratedToken> TOKENS =
      List.of(new GeneratedToken("Hi", null, null, -0.1, 1L));

  private final ModuleRunner<Void, GeneratedTextStreamResult, GeneratedTextResult, Void> assembly =
      StandardTasks.TEXT_ASSEMBLY.runner(TextAssembly.module());

  @Test
  void piecesAreAssembledWithWhatEachSays() {
    var details = new GenerationDetails(FinishReason.EOS_TOKEN, 3L, 7L, 11L, null);

    assertThat(assembly.streamUnary(Stream.of(
            new GeneratedTextStreamResult("Hi", TOKENS, PRODUCER, null),
            piece(" there", null),
            piece("!", details))))
        .isEqualTo(new GeneratedTextResult(
            "Hi there!", 3L, FinishReason.EOS_TOKEN, PRODUCER, 11L, 7L, TOKENS, null));
  }

  @Test
  void nothingIsAssembledToNothing() {
    assertThat(assembly.streamUnary(Stream.empty()))
        .isEqualTo(new GeneratedTextResult(
            "", 0L, FinishReason.NOT_FINISHED, null, null, null, null, null));
  }

  @Test
  void piecesWithTextAreCountedWhereNobodyCountsTokens() {
    var unknown = new GenerationDetails(FinishReason.STOP_SEQUENCE, -1L, null, null, null);

    GeneratedTextResult result =
        assembly.streamUnary(Stream.of(piece("a", null), piece("", null), piece("b", unknown)));

    assertThat(result.getGeneratedTokens()).isEqualTo(2);
    assertThat(result.getFinishReason()).isEqualTo(FinishReason.STOP_SEQUENCE);
  }

  @Test
  void listedTokensAreCountedWhereNobodyCountsThem() {
    assertThat(assembly
            .streamUnary(Stream.of(
                new GeneratedTextStreamResult("Hi", TOKENS, null, null),
                new GeneratedTextStreamResult(" you there", TOKENS, null, null),
                piece("!", null)))
            .getGeneratedTokens())
        .isEqualTo(2);
  }

  @Test
  void theLastWordOnTheGenerationCounts() {
    var early = new GenerationDetails(FinishReason.NOT_FINISHED, 1L, null, null, null);
    var late = new GenerationDetails(FinishReason.MAX_TOKENS, 2L, null, null, null);

    assertThat(assembly
            .streamUnary(Stream.of(piece("a", early), piece("b", late), piece("", null)))
            .getFinishReason())
        .isEqualTo(FinishReason.MAX_TOKENS);
  }

  @Test
  void whatIsSplitRidesOnTheFirstPieceAndTheLast() {
    var whole = new GeneratedTextResult(
        "Hi there!", 3L, FinishReason.EOS_TOKEN, PRODUCER, 11L, 7L, TOKENS, null);

    assertThat(new GeneratedTextTranslator<>().split("prompt", whole))
        .containsExactly(
            new GeneratedTextStreamResult("Hi", TOKENS, PRODUCER, null),
            piece(" there!", new GenerationDetails(FinishReason.EOS_TOKEN, 3L, 7L, 11L, null)));
  }

  @Test
  void whatIsSplitAssemblesToTheSame() {
    LongStream.range(0, 1_000).forEach(seed -> {
      GeneratedTextResult whole = new RandomData(seed).generation();

      assertThat(assembly.streamUnary(new GeneratedTextTranslator<>().split("prompt", whole)))
          .isEqualTo(whole);
    });
  }

  @Test
  void anAssemblyHasNoOtherFlavor() {
    assertThat(assembly.plan(Flavor.STREAM_UNARY)).hasToString("STREAM_UNARY is native");
    assertThatThrownBy(() -> assembly.plan(Flavor.STREAM_STREAM))
        .isInstanceOf(UnavailableFlavorException.class)
        .hasMessage("task 'text-assembly' has no types for flavour STREAM_STREAM");
  }

  private static GeneratedTextStreamResult piece(String text, @Nullable GenerationDetails details) {
    return new GeneratedTextStreamResult(text, null, null, details);
  }
}
