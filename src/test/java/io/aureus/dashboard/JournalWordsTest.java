package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.ledger.Account;
import io.aureus.ledger.Account.Kind;
import io.aureus.ledger.PostedEntry;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CatalogueFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The journal of an order in words. */
class JournalWordsTest {
  private static final Asset USDT =
      CatalogueFile.read(Map.of("ETH", new CatalogueFile.Choice("simulated", 0, Map.of())))
          .known("USDT-ERC20");
  private static final String PAYOUT = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @Test
  void saysWhatWasBookedAndWhatOfItWasOurFee() {
    var confirmed =
        line(
            "confirmed:fact:7",
            "confirmed 0xab",
            posting(Kind.PENDING, -5_000_000),
            posting(Kind.AVAILABLE, 5_000_000),
            posting(Kind.AVAILABLE, -40_000),
            posting(Kind.FEES, 40_000));
    assertThat(confirmed.words())
        .isEqualTo("The payment of 5.0 USDT-ERC20 is final, less our fee of 0.04 USDT-ERC20.");
    assertThat(confirmed.even()).isTrue();
    assertThat(confirmed.postings())
        .contains(new OrderPage.PostingLine("your balance, available", "-0.04 USDT-ERC20"));
    assertThat(line("unfit-812:fact:9", "no fee on 0xab", posting(Kind.FEES, -1)).words())
        .startsWith("A payment does not count any more");
  }

  @Test
  void leadsToThePayoutOfARefund() {
    var aside =
        line(
            "payout:" + PAYOUT + ":1",
            "reserved for a refund",
            posting(Kind.AVAILABLE, -2_000_000),
            posting(Kind.RESERVED, 2_000_000));
    assertThat(aside.words()).isEqualTo("2.0 USDT-ERC20 is set aside for a refund.");
    assertThat(aside.link()).isEqualTo("/dashboard/payouts/" + PAYOUT);
    assertThat(line("payout:" + PAYOUT + ":7", "refund confirmed", posting(Kind.FEES, 1)).words())
        .isEqualTo("The refund of 0.000001 USDT-ERC20 is final.");
  }

  @Test
  void saysWhereTheSidesOfAnEntryDoNotComeToNothing() {
    assertThat(line("seen:fact:1", "seen", posting(Kind.PENDING, 3)).even()).isFalse();
  }

  private static OrderPage.JournalLine line(String reference, String words, Posting... postings) {
    return JournalWords.line(
        new PostedEntry(
            1, reference, words, Instant.parse("2026-03-01T10:00:00Z"), List.of(postings)));
  }

  private static Posting posting(Kind kind, long units) {
    return new Posting(Account.ours(kind), Amount.ofUnits(USDT, units));
  }
}
