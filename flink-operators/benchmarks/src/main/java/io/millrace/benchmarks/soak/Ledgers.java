package io.millrace.benchmarks.soak;

import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What must come out of the job, topic by topic, and what does. */
final class Ledgers {

  private final Answers<TokenClassificationResults, TokenClassificationStreamResult> entityAnswers =
      new Answers<>(
          SoakJob.OPERATORS.get(0), SoakModules.entities(), TokenClassificationStreamResult.class);
  private final Answers<String, String> maskedAnswers =
      new Answers<>(SoakJob.OPERATORS.get(1), SoakModules.masking(), String.class);

  private final OutputLedger<TokenClassificationStreamResult> entities =
      new OutputLedger<>(SoakJob.ENTITIES, TokenClassificationStreamResult.class);
  private final OutputLedger<String> masked = new OutputLedger<>(SoakJob.MASKED, String.class);
  private final LetterLedger letters = new LetterLedger();

  LetterLedger letters() {
    return letters;
  }

  /** Works out what a request must bring; by the thread that writes it, and before it does. */
  void expect(Script script) {
    entities.expect(entityAnswers.of(script));
    masked.expect(maskedAnswers.of(script));
    letters.expect(script);
  }

  /** Begins to read all topics. Each reader, when it is told to stop, reads to the end that its topic has then. */
  List<Background> read(Properties kafka) {
    return List.of(
        Reading.messages(kafka, SoakJob.ENTITIES, TokenClassificationStreamResult.class, entities),
        Reading.records(kafka, SoakJob.ENTITIES, TokenClassificationStreamResult.class, entities),
        Reading.messages(kafka, SoakJob.MASKED, String.class, masked),
        Reading.records(kafka, SoakJob.MASKED, String.class, masked),
        Reading.letters(kafka, letters));
  }

  /** What the outputs' ledgers say: entities, masked texts. */
  List<OutputLedger.Tally> outputs() {
    return List.of(entities.tally(), masked.tally());
  }

  /** How much has not come. */
  long waiting() {
    return outputs().stream().mapToLong(OutputLedger.Tally::waiting).sum()
        + letters.tally().lost();
  }

  /** The first that was wrong, in words. */
  List<String> complaints() {
    List<String> all = new ArrayList<>(letters.tally().complaints());
    outputs().forEach(tally -> all.addAll(tally.complaints()));
    return all;
  }
}
