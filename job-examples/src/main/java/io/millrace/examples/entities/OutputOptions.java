package io.millrace.examples.entities;

import picocli.CommandLine.Option;

/** The topics that are written about texts while they are generated. */
public final class OutputOptions {

  @Option(
      names = "--entities",
      paramLabel = "TOPIC",
      description = "Out: entities. Default: ${DEFAULT-VALUE}.")
  private String entities = EntitiesTopics.DEFAULT.entities();

  @Option(
      names = "--masked",
      paramLabel = "TOPIC",
      description = "Out: masked text. Default: ${DEFAULT-VALUE}.")
  private String masked = EntitiesTopics.DEFAULT.masked();

  @Option(
      names = "--generations",
      paramLabel = "TOPIC",
      description = "Out: whole texts. Default: ${DEFAULT-VALUE}.")
  private String generations = EntitiesTopics.DEFAULT.generations();

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = "Out: what could not be worked on. Default: ${DEFAULT-VALUE}.")
  private String deadLetters = EntitiesTopics.DEFAULT.deadLetters();

  /**
   * These topics, and the one they are made of.
   *
   * @throws IllegalArgumentException if one is two things
   */
  public EntitiesTopics topics(String from) {
    return new EntitiesTopics(from, entities, masked, generations, deadLetters);
  }
}
