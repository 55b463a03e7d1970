package io.millrace.opennlp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSampleDataStream;
import opennlp.tools.namefind.TokenNameFinderFactory;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/** A model of people and places that is trained in a moment, on sentences laid out by pattern. */
final class TinyModel {

  static final List<String> PEOPLE =
      List.of("Ada Lovelace", "Alan Turing", "Grace Hopper", "Linus");
  static final List<String> PLACES = List.of("Paris", "New York", "Berlin", "Oslo");

  private static final List<String> SENTENCES = List.of(
      "%s lives in %s .",
      "Yesterday %s went to %s by train .",
      "I met %s when I was in %s .",
      "Did %s ever write from %s ?",
      "Nobody knows why %s left %s , but it rained .");

  static final TokenNameFinderModel MODEL = trained();

  private TinyModel() {}

  private static TokenNameFinderModel trained() {
    List<String> lines = new ArrayList<>();
    for (String sentence : SENTENCES) {
      for (String person : PEOPLE) {
        for (String place : PLACES) {
          lines.add(String.format(
              sentence,
              "<START:person> " + person + " <END>",
              "<START:place> " + place + " <END>"));
        }
      }
      lines.add(String.format(sentence, "the train", "the house"));
      lines.add("");
    }
    TrainingParameters parameters = TrainingParameters.defaultParams();
    parameters.put(TrainingParameters.CUTOFF_PARAM, 0);
    try {
      return NameFinderME.train(
          "en",
          null,
          new NameSampleDataStream(ObjectStreamUtils.createObjectStream(lines)),
          parameters,
          new TokenNameFinderFactory());
    } catch (IOException e) {
      throw new UncheckedIOException("a model was not trained", e);
    }
  }
}
