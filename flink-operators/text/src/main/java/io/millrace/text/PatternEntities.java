package io.millrace.text;

import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.pii.BuiltIn;
import io.millrace.text.scan.RegexFinder;
import io.millrace.text.scan.Rule;
import io.millrace.text.scan.UserPatterns;
import io.millrace.text.scan.Verifier;
import io.millrace.text.scan.WordFinder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds entities that have a form: e-mail addresses, URLs, domain names, IP addresses, card numbers, IBANs, US social security
 * numbers, phone numbers, and what users' own patterns and word lists say. A pattern finds candidates, and tells when one
 * can no longer change; a library tells which are real.
 *
 * <p>Parameters: {@code threshold} and {@code labels} choose among the candidates <em>before</em> overlaps are resolved, so
 * that what nobody asked for hides nothing. Of candidates that overlap the longer stays, then the surer, then the earlier,
 * then the one whose label was declared first; what overlaps it is dropped. An unknown label is {@code INVALID_ARGUMENT}.
 *
 * <p>Held back is only what may still become an entity. A match longer than the cap is cut, with a warning. Candidates that
 * overlap one another over more than four times the cap end the request with {@code RESOURCE_EXHAUSTED}.
 */
public final class PatternEntities {

  /** Holds a URL of any length that is met in practice. */
  static final int CAP = 4096;

  static final int LEAST_CAP = 64;
  static final int LOOK_BEHIND = 32;

  static final String ID = "pattern-entities";
  static final String VERSION = "1.0.0";

  static final List<String> REGIONS = List.of(
      "US", "GB", "DE", "FR", "ES", "IT", "NL", "CH", "AT", "BE", "AU", "IN", "BR", "MX", "JP",
      "SE", "PL");

  private PatternEntities() {}

  /** The module with all built-in entities, and no others. */
  public static TaskModule module() {
    return builder().module();
  }

  /** Begins a module with the built-in entities. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects what to look for. */
  public static final class Builder {
    private final List<Rule> own = new ArrayList<>();
    private List<String> builtIn = BuiltIn.LABELS;
    private List<String> regions = REGIONS;
    private int cap = CAP;
    private int lookBehind = LOOK_BEHIND;

    private Builder() {}

    /** Looks for these of the built-in entities only; for none of them if none is given. */
    public Builder builtIn(String... labels) {
      for (String label : labels) {
        if (!BuiltIn.LABELS.contains(label)) {
          throw new IllegalArgumentException(
              "a built-in label must be among " + BuiltIn.LABELS + " but was \"" + label + "\"");
        }
      }
      builtIn = List.of(labels);
      return this;
    }

    /** Knows the national phone numbers of these regions, as ISO 3166 codes, in place of the usual ones. */
    public Builder regions(String... codes) {
      regions = List.of(codes);
      return this;
    }

    /**
     * Looks for a regular expression, compiled with {@link Pattern#UNICODE_CHARACTER_CLASS}.
     *
     * @throws IllegalArgumentException if it cannot be answered on a stream; {@link UserPatterns} says which those are
     */
    public Builder pattern(String label, String regex, double score) {
      own.add(new Rule(
          checkLabel(label),
          new RegexFinder(UserPatterns.compile(regex), lookBehind),
          Verifier.always(checkScore(score))));
      return this;
    }

    /** Looks for words, and phrases of words, that stand by themselves; without regard to case. */
    public Builder words(String label, Collection<String> words, double score) {
      own.add(
          new Rule(checkLabel(label), WordFinder.of(words), Verifier.always(checkScore(score))));
      return this;
    }

    /** Holds at most this many UTF-16 units for one match. */
    public Builder cap(int units) {
      if (units < LEAST_CAP) {
        throw new IllegalArgumentException(
            "cap must be at least " + LEAST_CAP + " but was " + units);
      }
      cap = units;
      return this;
    }

    /** Keeps this many UTF-16 units of processed text for the lookbehinds of patterns that are added after. */
    public Builder lookBehind(int units) {
      if (units < 1) {
        throw new IllegalArgumentException("lookBehind must be at least 1 but was " + units);
      }
      lookBehind = units;
      return this;
    }

    /** The module. */
    public TaskModule module() {
      List<Rule> rules = new ArrayList<>(own);
      BuiltIn.rules(regions).stream()
          .filter(rule -> builtIn.contains(rule.label()))
          .forEach(rules::add);
      if (rules.isEmpty()) {
        throw new IllegalArgumentException("a module of pattern entities must look for something");
      }
      return TaskModule.named(ID, VERSION)
          .serves(
              StandardTasks.TOKEN_CLASSIFICATION,
              as -> as.streamStream(new EntityStream(List.copyOf(rules), cap))
                  .reads(StandardTasks.THRESHOLD, StandardTasks.LABELS)
                  .deterministic())
          .build();
    }

    private static String checkLabel(String label) {
      if (label.isBlank()) {
        throw new IllegalArgumentException("a label must not be blank");
      }
      return label;
    }

    private static double checkScore(double score) {
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException("a score must be between 0 and 1 but was " + score);
      }
      return score;
    }
  }
}
