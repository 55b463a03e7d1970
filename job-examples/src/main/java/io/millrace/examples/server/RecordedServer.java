package io.millrace.examples.server;

import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.produce.TranscriptFiles;
import io.millrace.examples.quickstart.Completions;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.ModelServer;
import io.millrace.modelserver.ServerSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model server in this process that has no model: it answers with recorded completions, equal prompts with equal ones. */
public final class RecordedServer implements Closeable {

  private final ModelServer server;

  private RecordedServer(ModelServer server) {
    this.server = server;
  }

  /**
   * Starts it on a free port.
   *
   * @param recorded a transcript, or a folder of them; null for those of the quickstart
   * @param tokensPerSecond the speed of each answer
   */
  public static RecordedServer start(@Nullable Path recorded, double tokensPerSecond)
      throws IOException, JobFailedException {
    List<Transcript> transcripts =
        recorded == null ? Completions.transcripts() : TranscriptFiles.read(recorded);
    return start(transcripts.stream().map(RecordedServer::answer).toList(), tokensPerSecond);
  }

  /** The same, with one text that is no refusal and calls no tool. */
  public static RecordedServer saying(String text, double tokensPerSecond) {
    return start(List.of(Answer.text(text)), tokensPerSecond);
  }

  private static RecordedServer start(List<Answer> answers, double tokensPerSecond) {
    return new RecordedServer(ModelServer.start(
        ServerSettings.of(Answers.chosenFrom(answers)).withTokensPerSecond(tokensPerSecond)));
  }

  private static Answer answer(Transcript transcript) {
    return Answer.transcript(transcript.chunks().stream()
        .map(chunk -> "data: " + chunk + "\n\n")
        .collect(Collectors.joining("", "", "data: [DONE]\n\n")));
  }

  /** Where it is. */
  public String url() {
    return server.baseUrl().toString();
  }

  @Override
  public void close() {
    server.close();
  }
}
