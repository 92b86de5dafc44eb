package io.aureus.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.testing.AdjustableClock;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferInboxTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String TO = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  /** Facts about one address come one after the other, so the second transfer has its own. */
  private static final String OTHER = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOW);
  private final TransferInbox inbox = ChainStores.inbox(database, clock);
  private final ChainJournal journal =
      new ChainJournal(
          "ETH",
          new ChainJournal.Depths(1, 100),
          new ChainJournal.Parts(database.jdbc(), database.transactions(), job -> {}, clock));
  private final LeaseFence fence = LeaseFence.take(database, "observe-ETH");

  @BeforeEach
  void record() {
    journal.begin(fence, block(1));
    // Depth 1: each is seen and confirmed at once, two facts each.
    journal.append(
        fence,
        new ChainJournal.Step(
            block(1), List.of(block(2)), List.of(sighting("0xa"), sighting("0xb")), 2, true));
  }

  @Test
  void neverGivesAFactWhoseTransferHasAnOlderOneOpen() {
    List<TransferFact> first = claimAndAct(100);
    assertThat(first).extracting(TransferFact::kind).containsOnly(TransferFact.Kind.SEEN);
    assertThat(first).hasSize(2);
    assertThat(claimAndAct(100))
        .extracting(TransferFact::kind)
        .containsExactly(TransferFact.Kind.CONFIRMED, TransferFact.Kind.CONFIRMED);
    assertThat(claimAndAct(100)).isEmpty();
  }

  @Test
  void whatOneNodeHasClaimedAnotherPassesOver() {
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              List<TransferFact> mine = inbox.claim(1);
              assertThat(mine).extracting(f -> f.transfer().txHash()).containsExactly("0xa");
              List<TransferFact> others = inAnotherTransaction();
              assertThat(others).extracting(f -> f.transfer().txHash()).containsExactly("0xb");
              assertThat(others).extracting(f -> f.kind().name()).containsExactly("SEEN");
            });
  }

  @Test
  void whatIsClaimedButNotDoneComesAgain() {
    database.transactions().executeWithoutResult(status -> inbox.claim(100));
    assertThat(claimAndAct(100)).hasSize(2);
  }

  @Test
  void aFactIsDoneOnlyOnce() {
    TransferFact fact = claimAndAct(1).getFirst();
    assertThatThrownBy(() -> inbox.done(fact)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void knowsWhetherAnAddressHasOpenFacts() {
    assertThat(inbox.hasOpen(List.of(TO.toLowerCase(Locale.ROOT)))).isTrue();
    assertThat(inbox.hasOpen(List.of("0x00", "0x01"))).isFalse();
    assertThat(inbox.hasOpen(List.of())).isFalse();
    claimAndAct(100);
    claimAndAct(100);
    assertThat(inbox.hasOpen(List.of(TO))).isFalse();
  }

  @Test
  void findingATransferAgainInTheSameBlockTellsNothingNew() {
    journal.rewind(fence, block(2), block(1), () -> {});
    journal.append(
        fence,
        new ChainJournal.Step(block(1), List.of(block(2)), List.of(sighting("0xa")), 2, true));
    assertThat(
            database
                .jdbc()
                .sql(
                    """
                    select kind from transfer_fact f join transfer t on t.id = f.transfer_id
                    where t.tx_hash = '0xa' order by f.id
                    """)
                .query(String.class)
                .list())
        .containsExactly("SEEN", "CONFIRMED", "MOVED");
  }

  @Test
  void aStepFromAnotherCursorIsNotRecorded() {
    journal.append(
        fence,
        new ChainJournal.Step(block(7), List.of(block(8)), List.of(sighting("0xc")), 8, true));
    assertThat(journal.cursor()).hasValueSatisfying(c -> assertThat(c.number()).isEqualTo(2));
    assertThat(claimAndAct(100)).hasSize(2);
  }

  private List<TransferFact> claimAndAct(int most) {
    List<TransferFact> facts =
        database
            .transactions()
            .execute(
                status -> {
                  List<TransferFact> claimed = inbox.claim(most);
                  claimed.forEach(inbox::done);
                  return claimed;
                });
    return facts == null ? List.of() : facts;
  }

  private List<TransferFact> inAnotherTransaction() {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      return threads.submit(() -> claimAndAct(100)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static BlockHeader block(long number) {
    return new BlockHeader(number, "0x" + number, "0x" + (number - 1), NOW.plusSeconds(number));
  }

  private static Sighting sighting(String tx) {
    return new Sighting(
        tx, "native", null, tx.equals("0xb") ? OTHER : TO, "ETH", "", BigInteger.TEN, 2);
  }
}
