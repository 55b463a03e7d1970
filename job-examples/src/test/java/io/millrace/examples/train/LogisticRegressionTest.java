package io.millrace.examples.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {

  private static final Training TRAINING = new Training(1, 0.1, 0, 7);

  private static LinearModel passes(int passes, List<Example> examples, Training training) {
    LinearModel model = LinearModel.blank(2);
    for (int i = 0; i < passes; i++) {
      model = LogisticRegression.pass(model, examples, training);
    }
    return model;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void separatesWhatALineSeparates(int seed) {
    LinearModel model = passes(20, Clouds.of(seed, 200), TRAINING);

    List<Example> unseen = Clouds.of(1_000 + seed, 500);
    Metrics metrics = LogisticRegression.measure(model, unseen);

    assertThat(metrics.accuracy()).isEqualTo(1);
    assertThat(metrics.loss()).isLessThan(0.05);
    assertThat(metrics.epoch()).isEqualTo(20);
  }

  /** One example moves a blank model by the rate, half the way of each feature: 1/2 is the error of an even chance. */
  @Test
  void stepsAgainstTheGradient() {
    LinearModel model = LogisticRegression.pass(
        LinearModel.blank(2),
        List.of(new Example(List.of(1.0, -4.0), true)),
        new Training(1, 0.5, 0, 0));

    assertThat(model).isEqualTo(new LinearModel(List.of(0.25, -1.0), 0.25, 1));
  }

  @Test
  void weightsShrinkAsTheDecaySaysAndTheBiasDoesNot() {
    LinearModel before = new LinearModel(List.of(2.0, -2.0), 1, 0);

    LinearModel model = LogisticRegression.pass(
        before, List.of(new Example(List.of(0.0, 0.0), true)), new Training(1, 0.5, 0.1, 0));

    assertThat(model.weights().get(0)).isEqualTo(1.9, within(1e-12));
    assertThat(model.weights().get(1)).isEqualTo(-1.9, within(1e-12));
    assertThat(model.bias()).isGreaterThan(1);
  }

  /** The gradient of what is measured, by the difference quotient. */
  @Test
  void followsTheSlopeOfTheLossThatItMeasures() {
    Example example = new Example(List.of(0.7, -1.3), false);
    LinearModel at = new LinearModel(List.of(0.4, -0.2), 0.1, 0);
    double little = 1e-6;
    LinearModel beside = new LinearModel(List.of(0.4 + little, -0.2), 0.1, 0);
    double slope = (loss(beside, example) - loss(at, example)) / little;

    LinearModel next = LogisticRegression.pass(at, List.of(example), new Training(1, 0.1, 0, 0));

    assertThat((next.weights().get(0) - at.weights().get(0)) / -0.1).isEqualTo(slope, within(1e-5));
  }

  private static double loss(LinearModel model, Example example) {
    return LogisticRegression.measure(model, List.of(example)).loss();
  }

  @Test
  void measuresAlsoWhatIsCertainAndWrong() {
    LinearModel sure = new LinearModel(List.of(1_000.0), 0, 3);
    List<Example> examples =
        List.of(new Example(List.of(1.0), false), new Example(List.of(1.0), true));

    assertThat(LogisticRegression.measure(sure, examples)).isEqualTo(new Metrics(3, 500, 0.5));
  }

  @Test
  void anotherSeedIsAnotherOrderAndTheSameIsTheSame() {
    List<Example> examples = Clouds.of(1, 50);
    LinearModel model = passes(3, examples, TRAINING);

    assertThat(passes(3, examples, TRAINING)).isEqualTo(model);
    assertThat(passes(3, examples, new Training(1, 0.1, 0, 8))).isNotEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0      | 0.1 | 0  | epochs must be between 1 and 100000 but were 0
      100001 | 0.1 | 0  | epochs must be between 1 and 100000 but were 100001
      1      | 0   | 0  | rate must be a number above 0 but was 0.0
      1      | NaN | 0  | rate must be a number above 0 but was NaN
      1      | 0.1 | -1 | decay must be a number not below 0 but was -1.0
      """)
  void refusesToLearnInAWayThatIsNone(long epochs, double rate, double decay, String message) {
    assertThatThrownBy(() -> new Training(epochs, rate, decay, 0)).hasMessage(message);
  }
}
