package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whose deed a line of a payout's story says that it was. */
class ActorNamesTest {
  @Test
  void personsAreNamedWhereWeWroteThemAndNotInAStrangersWords() {
    assertThat(named("approved by person:1")).isEqualTo("approved by <1>");
    assertThat(named("taken back by person:1: not person:2"))
        .isEqualTo("taken back by <1>: not person:2");
    assertThat(named("found paid by person:1: transaction 0x1"))
        .isEqualTo("found paid by <1>: transaction 0x1");
    assertThat(named("token:7 says that it is 0x1")).isEqualTo("<7> says that it is 0x1");
    String hostile = "the transfer would fail on the chain: a node says approved by person:1";
    assertThat(named(hostile)).isEqualTo(hostile);
  }

  @Test
  void anAddressKeepsItsLettersWhereASentenceBegins() {
    assertThat(PayoutPages.sentence("person:1 gave it signed: 0a", found -> "me@shop.example"))
        .isEqualTo("me@shop.example gave it signed: 0a.");
    assertThat(PayoutPages.sentence("approved by person:1", found -> "me@shop.example"))
        .isEqualTo("Approved by me@shop.example.");
  }

  private static String named(String words) {
    return PayoutPages.named(words, found -> "<" + found.group(3) + ">");
  }
}
