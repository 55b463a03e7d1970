package io.millrace.kafka.openai;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.kafka.openai.Chunk.Choice;
import io.millrace.kafka.openai.Chunk.Piece;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GenerationDetails;
import io.millrace.tasks.SplitCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One record's turn: turns what it says of choices into messages, at most one for each text. */
record Turn(Placement at, Consumer<Message<GeneratedTextStreamResult>> out) {

  /** What is remembered after the record has said this of a choice. */
  OpenCompletion take(OpenCompletion completion, Choice choice) {
    boolean begins = !completion.knows(choice.index());
    OpenChoice was = completion.choice(choice.index());
    if (at.attempt() < completion.attempt() || (at.isNumbered() && at.sequence() < was.next())) {
      // Overtaken, or a duplicate: the choice's own text shows that by its number, and of the
      // others it was taken.
      emit(completion, choice, choice.pieces().get(0), OpenText.begin(Piece.OWN), begins);
      return completion;
    }
    OpenChoice now = takeOwn(completion, choice, was, begins);
    now = takeOthers(completion, choice, now);
    boolean forgettable = now.texts().isEmpty() && !completion.bequeaths();
    return choice.finish() != null || forgettable
        ? completion.without(choice.index())
        : completion.with(now.withNext(next(now)));
  }

  private OpenChoice takeOwn(
      OpenCompletion completion, Choice choice, OpenChoice was, boolean begins) {
    OpenText own = was.text(Piece.OWN).orElse(OpenText.begin(Piece.OWN));
    OpenText now = emit(completion, choice, choice.pieces().get(0), own, begins);
    return now.carry().isEmpty() ? was.without(Piece.OWN) : was.with(now);
  }

  private OpenChoice takeOthers(OpenCompletion completion, Choice choice, OpenChoice was) {
    OpenChoice now = was;
    List<String> failed = List.of();
    if (at.isNumbered() && was.next() != OpenChoice.UNNUMBERED && at.sequence() > was.next()) {
      Status gap = Status.Code.DATA_LOSS.because("record " + at.sequence() + " of choice "
          + choice.index() + " came when " + was.next() + " was due");
      fail(completion, was, gap, at, out);
      failed = was.others().stream().map(OpenText::part).toList();
      for (String part : failed) {
        now = now.without(part);
      }
    }
    for (Piece piece : pieces(choice, now)) {
      if (failed.contains(piece.part())) {
        continue;
      }
      boolean begins = now.text(piece.part()).isEmpty();
      OpenText text = now.text(piece.part()).orElse(OpenText.begin(piece.part()));
      now = now.with(emit(completion, choice, piece, text, begins));
    }
    return now;
  }

  /** What the record says, and where it ends the choice, empty pieces for the other texts that are open. */
  private static List<Piece> pieces(Choice choice, OpenChoice open) {
    List<Piece> said = choice.pieces().subList(1, choice.pieces().size());
    if (choice.finish() == null) {
      return said;
    }
    List<Piece> all = new ArrayList<>(said);
    for (OpenText text : open.others()) {
      if (said.stream().noneMatch(piece -> piece.part().equals(text.part()))) {
        all.add(new Piece(text.part(), "", null));
      }
    }
    return all;
  }

  private long next(OpenChoice now) {
    return at.isNumbered() && !now.others().isEmpty() ? at.sequence() + 1 : OpenChoice.UNNUMBERED;
  }

  /** Sends a piece on, and gives what then is open of its text. */
  private OpenText emit(
      OpenCompletion completion, Choice choice, Piece piece, OpenText open, boolean begins) {
    boolean last = choice.finish() != null;
    String text = open.carry() + piece.text();
    int end = !last && SplitCharacters.endsHalfway(text) ? text.length() - 1 : text.length();
    boolean own = piece.part().equals(Piece.OWN);
    GeneratedTextStreamResult element = new GeneratedTextStreamResult(
        SplitCharacters.wellFormed(text.substring(0, end)),
        piece.tokens(),
        own ? choice.producer() : null,
        details(choice));
    out.accept(message(completion, choice, piece.part(), element, begins, last));
    return new OpenText(piece.part(), text.substring(end));
  }

  private static @Nullable GenerationDetails details(Choice choice) {
    return choice.finish() == null
        ? null
        : new GenerationDetails(choice.finish(), -1L, null, null, null);
  }

  private Message<GeneratedTextStreamResult> message(
      OpenCompletion completion,
      Choice choice,
      String part,
      GeneratedTextStreamResult element,
      boolean begins,
      boolean last) {
    String requestId = Texts.requestId(completion.id(), choice.index(), part);
    long sequence = part.equals(Piece.OWN) ? at.sequence() : Message.UNSEQUENCED;
    try {
      return new Message<>(
          requestId,
          at.attempt(),
          sequence,
          element,
          sequence > 0 ? Parameters.NONE : parameters(completion, begins),
          headers(completion, begins),
          last,
          Status.OK,
          at.origin());
    } catch (StatusException e) {
      // The request was to run with parameters nobody can read: it must not run without.
      return end(requestId, at.attempt(), sequence, e.status(), at);
    }
  }

  private Map<String, String> headers(OpenCompletion completion, boolean begins) {
    if (!at.headers().isEmpty()) {
      return at.headers();
    }
    return begins ? completion.headers() : Map.of();
  }

  /** Those of a text's first message are read; of numbered records only the numbers show which is the first. */
  private Parameters parameters(OpenCompletion completion, boolean begins) {
    if (!begins && !at.isNumbered()) {
      return Parameters.NONE;
    }
    boolean silent = at.parameters().isEmpty();
    return ParameterText.parse(begins && silent ? completion.parameters() : at.parameters());
  }

  /** Ends the texts of a choice beside its own, with a status. */
  static void fail(
      OpenCompletion completion,
      OpenChoice choice,
      Status status,
      Placement at,
      Consumer<Message<GeneratedTextStreamResult>> out) {
    for (OpenText text : choice.others()) {
      String requestId = Texts.requestId(completion.id(), choice.index(), text.part());
      out.accept(end(requestId, completion.attempt(), Message.UNSEQUENCED, status, at));
    }
  }

  private static Message<GeneratedTextStreamResult> end(
      String requestId, int attempt, long sequence, Status status, Placement at) {
    return new Message<>(
        requestId, attempt, sequence, null, Parameters.NONE, Map.of(), true, status, at.origin());
  }
}
