package io.millrace.examples.chat;

import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.Question;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers that say what was asked: with how many messages, and the last of them. Remembers all questions. */
final class Remarks implements Answers {

  private final List<Question> questions = new CopyOnWriteArrayList<>();

  /** What a prompt is answered with, as the last of so many messages. */
  static String to(int messages, String prompt) {
    return messages + " messages, at last: " + prompt;
  }

  @Override
  public Answer to(Question question) {
    questions.add(question);
    return Answer.text(to(question.messages().size(), question.prompt()));
  }

  /** The messages of all questions, as they came. */
  List<List<String>> asked() {
    return questions.stream().map(Question::messages).toList();
  }
}
