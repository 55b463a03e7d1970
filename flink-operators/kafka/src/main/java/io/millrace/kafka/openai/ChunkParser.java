package io.millrace.kafka.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.kafka.openai.Chunk.Choice;
import io.millrace.kafka.openai.Chunk.Piece;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.ProducerId;
import io.millrace.tasks.FinishReasons;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a chunk from JSON. Fields that do not matter here may hold anything. */
final class ChunkParser {

  /** A larger value is no chunk: Kafka itself takes none by default. */
  static final int LARGEST_VALUE = 1 << 20;

  /** More choices, or tool calls in one, than any server gives: so what is remembered of a completion is bounded. */
  static final int MOST_CHOICES = 1024;

  private static final String OBJECT = "chat.completion.chunk";
  private static final String DONE = "[DONE]";

  private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build()
      .reader();

  private ChunkParser() {}

  /** The chunk, or nothing if the value is one of those that are skipped: {@code [DONE]}, or no choice says anything. */
  static Optional<Chunk> parse(byte[] value) throws UndecodableException {
    if (value.length > LARGEST_VALUE) {
      throw new UndecodableException(
          "the value must be at most " + LARGEST_VALUE + " bytes but has " + value.length);
    }
    String text = Texts.decode("the value", value);
    if (text.strip().equals(DONE)) {
      return Optional.empty();
    }
    Place root = read(text);
    List<Place> choices = new ArrayList<>();
    for (Place choice : present(root.get("choices")).items()) {
      if (saysSomething(choice)) {
        choices.add(choice);
      }
    }
    return choices.isEmpty() ? Optional.empty() : Optional.of(chunk(root, choices));
  }

  /** The object that a text of JSON is. */
  static Place read(String text) throws UndecodableException {
    try {
      Place root = Place.root(JSON.readTree(text));
      if (root.isAbsent()) {
        throw root.refusal("an object");
      }
      return root.asObject();
    } catch (JsonProcessingException e) {
      throw new UndecodableException(
          "the value must be JSON but is not: " + e.getOriginalMessage());
    }
  }

  private static Place present(Place place) throws UndecodableException {
    if (place.isAbsent()) {
      throw place.refusal("an array");
    }
    return place;
  }

  /** Azure's annotations are chunks whose choices have neither: they come before, between and after, and with no id. */
  private static boolean saysSomething(Place choice) throws UndecodableException {
    return !choice.asObject().get("delta").isAbsent() || finish(choice) != null;
  }

  private static Chunk chunk(Place root, List<Place> said) throws UndecodableException {
    requireObject(root, said);
    String id = root.get("id").text().filter(text -> !text.isEmpty()).orElse("");
    if (id.isEmpty()) {
      throw root.get("id").refusal("the completion's id");
    }
    Texts.requireCompletionId(id);
    ProducerId producer = producer(root);
    List<Choice> choices = new ArrayList<>(said.size());
    Set<Integer> indices = new HashSet<>();
    for (Place place : said) {
      Choice choice = choice(place, producer);
      if (!indices.add(choice.index())) {
        throw new UndecodableException(
            "choices must each be there once but choice " + choice.index() + " is there twice");
      }
      choices.add(choice);
    }
    return new Chunk(id, choices);
  }

  /** A completion that was not streamed has its text elsewhere, and read as a chunk would seem to be empty. */
  private static void requireObject(Place root, List<Place> said) throws UndecodableException {
    Optional<String> object = root.get("object").text();
    if (object.isPresent() && !object.get().equals(OBJECT)) {
      throw root.get("object").refusal("\"" + OBJECT + "\"");
    }
    for (Place choice : said) {
      if (object.isEmpty() && choice.get("delta").isAbsent()) {
        throw choice.get("delta").refusal("an object");
      }
    }
  }

  private static @Nullable ProducerId producer(Place root) throws UndecodableException {
    String model = root.get("model").text().orElse("");
    String version = root.get("system_fingerprint").text().orElse("");
    return model.isEmpty() ? null : new ProducerId(model, version);
  }

  private static Choice choice(Place choice, @Nullable ProducerId producer)
      throws UndecodableException {
    int index = choice.get("index").index(MOST_CHOICES);
    Place delta = choice.get("delta").asObject();
    Place logprobs = choice.get("logprobs").asObject();
    List<Piece> pieces = new ArrayList<>(1);
    String content = delta.get("content").text().orElse("");
    pieces.add(new Piece(Piece.OWN, content, Tokens.of(logprobs.get("content"))));
    String refusal = delta.get("refusal").text().orElse("");
    if (!refusal.isEmpty()) {
      pieces.add(new Piece(Piece.REFUSAL, refusal, Tokens.of(logprobs.get("refusal"))));
    }
    pieces.addAll(ToolCalls.pieces(delta));
    FinishReason finish = finish(choice);
    boolean introduces = finish != null || !delta.get("role").isAbsent();
    return new Choice(index, pieces, introduces ? producer : null, finish);
  }

  private static @Nullable FinishReason finish(Place choice) throws UndecodableException {
    return FinishReasons.ofOpenAi(choice.get("finish_reason").text().orElse("")).orElse(null);
  }
}
