package io.millrace.examples.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.examples.cli.JobFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptFilesTest {

  @TempDir
  private Path folder;

  @Test
  void readsServerSentEventsUpToTheirEnd() throws Exception {
    write("one.sse", """
        : a comment
        event: message
        data: {"id":"a","choices":[]}

        data:{"id":"a","n":2}

        data: [DONE]
        """);

    assertThat(TranscriptFiles.read(folder)).singleElement().satisfies(transcript -> {
      assertThat(transcript.id()).isEqualTo("a");
      assertThat(transcript.chunks())
          .containsExactly("{\"id\":\"a\",\"choices\":[]}", "{\"id\":\"a\",\"n\":2}");
    });
  }

  @Test
  void passesOverWhatAzureSaysBeforeTheCompletionHasAnId() throws Exception {
    Path file = write("azure.sse", """
        data: {"id":"","choices":[],"prompt_filter_results":[{"prompt_index":0}]}

        data: {"id":"a","choices":[]}
        """);

    assertThat(TranscriptFiles.read(file))
        .containsExactly(new Transcript("a", List.of("{\"id\":\"a\",\"choices\":[]}")));
  }

  @Test
  void takesCompletionsApartThatAreMixedInOneFile() throws Exception {
    Path file = write("mixed.jsonl", """
        {"id":"a","n":1}
        {"id":"b","n":1}
        {"id":"a","n":2}
        """);

    assertThat(TranscriptFiles.read(file))
        .extracting(transcript -> transcript.id() + transcript.chunks().size())
        .containsExactly("a2", "b1");
  }

  @Test
  void namesTheLineThatIsNoChunk() throws IOException {
    Path file = write("bad.jsonl", "{\"id\":\"a\"}\n{\"no\":\"id\"}\n");

    assertThatThrownBy(() -> TranscriptFiles.read(file))
        .isInstanceOf(JobFailedException.class)
        .hasMessage(file + ":2 must be a chat-completion chunk with an id but is {\"no\":\"id\"}");
  }

  @Test
  void namesTheFolderThatHoldsNone() throws IOException {
    write("empty.sse", "data: [DONE]\n");

    assertThatThrownBy(() -> TranscriptFiles.read(folder))
        .isInstanceOf(JobFailedException.class)
        .hasMessage("no chat-completion chunk found in " + folder);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
