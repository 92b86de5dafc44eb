package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.VersionFlag;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is kept of the looks at a node. */
class LookRowsTest {
  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
  private static final Chain BLN = new Chain("BLN", "Lightning", "lightning", "regtest", 0, 1);
  private static final String LABEL = "LND at http://127.0.0.1:1";
  private static final NodeIdentity WHO =
      new NodeIdentity(
          "02".repeat(33), "a\0name\n", "LND 0.18.5-beta", LightningNetwork.REGTEST, 144, true);
  private static final ChannelFunds FUNDS = new ChannelFunds(5_000, 4_000, 3_000, 2);

  private final AdjustableClock clock = new AdjustableClock(START);
  private final LookRows rows = new LookRows(TestDatabase.fresh().jdbc(), clock);

  @Test
  void whatItAnsweredLastStaysWhileItAnswersNot() {
    assertThat(rows.of(BLN)).isEmpty();
    rows.answered(BLN.code(), LABEL, START, WHO, FUNDS);
    rows.failed(BLN.code(), LABEL, START.plusSeconds(5), "cannot be reached");
    rows.failed(BLN.code(), LABEL, START.plusSeconds(10), "answered nonsense");
    NodeLook look = rows.of(BLN).orElseThrow();
    assertThat(look.isAnswering()).isFalse();
    assertThat(look.failingSince()).isEqualTo(START.plusSeconds(5));
    assertThat(look.askedAt()).isEqualTo(START.plusSeconds(10));
    assertThat(look.words()).isEqualTo("answered nonsense");
    NodeLook.Seen seen = Objects.requireNonNull(look.seen());
    assertThat(seen.at()).isEqualTo(START);
    assertThat(seen.funds()).isEqualTo(FUNDS);
    assertThat(seen.identity().alias()).isEqualTo("a name ");
    assertThat(seen.flags()).extracting(VersionFlag::grade).contains(VersionFlag.Grade.DANGER);
    rows.answered(BLN.code(), LABEL, START.plusSeconds(15), WHO, FUNDS);
    assertThat(rows.of(BLN).orElseThrow().isAnswering()).isTrue();
    assertThat(rows.of(BLN).orElseThrow().words()).isEmpty();
  }

  @Test
  void aNameOfAnyLengthIsCut() {
    NodeIdentity endless =
        new NodeIdentity(
            WHO.id(), "a".repeat(5_000), "b".repeat(5_000), LightningNetwork.REGTEST, 1, true);
    rows.answered(BLN.code(), LABEL, START, endless, FUNDS);
    NodeIdentity kept = Objects.requireNonNull(rows.of(BLN).orElseThrow().seen()).identity();
    assertThat(kept.alias()).hasSize(100);
    assertThat(kept.program()).hasSize(100);
  }

  @Test
  void oneThatNeverAnsweredHasNothing() {
    rows.failed(BLN.code(), LABEL, START, "cannot be reached");
    NodeLook look = rows.of(BLN).orElseThrow();
    assertThat(look.failingSince()).isEqualTo(START);
    assertThat(look.seen()).isNull();
  }

  @Test
  void aGoodAnswerOfLongAgoCountsNot() {
    rows.answered(BLN.code(), LABEL, START, WHO, FUNDS);
    clock.advance(Duration.ofSeconds(91));
    NodeLook look = rows.of(BLN).orElseThrow();
    assertThat(look.failingSince()).isEqualTo(START);
    assertThat(look.words()).isEqualTo("nobody has asked it for a while");
  }
}
