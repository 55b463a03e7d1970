package io.millrace.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRulesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesToKeepNothing(int turns) {
    assertThatThrownBy(() -> new ChatRules(turns, List.of()))
        .hasMessage("turns must be at least 1 but were " + turns);
  }

  @Test
  void refusesLabelsThatNothingFinds() {
    assertThatThrownBy(() -> new ChatRules(1, List.of("URL", "NAME")))
        .hasMessage("refused labels must be of [EMAIL_ADDRESS, URL, IBAN_CODE, CREDIT_CARD, US_SSN,"
            + " IP_ADDRESS, PHONE_NUMBER, DOMAIN_NAME] but were [NAME]");
  }

  @Test
  void namesOfWhatWasFoundWhatIsRefused() {
    ChatRules rules = new ChatRules(1, List.of("URL", "IBAN_CODE"));

    assertThat(rules.refusedOf(List.of("IBAN_CODE", "US_SSN"))).containsExactly("IBAN_CODE");
    assertThat(ChatRules.DEFAULT.refusedOf(List.of("IBAN_CODE"))).isEmpty();
  }
}
