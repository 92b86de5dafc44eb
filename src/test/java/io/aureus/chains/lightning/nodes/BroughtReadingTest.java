package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainJournal;
import io.aureus.chains.ChainStores;
import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.jobs.Fence;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is kept of a merchant's node that answers something. */
class BroughtReadingTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Chain BLN = new Chain("BLN", "Lightning", "lightning", "regtest", 0, 1);
  private static final ChannelFunds FUNDS = new ChannelFunds(0, 0, 0, 0);
  private static final NodeIdentity WHO =
      new NodeIdentity("02".repeat(33), "", "LND", LightningNetwork.REGTEST, 1, true);

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final LookRows looks = new LookRows(database.jdbc(), clock);
  private final Fence fence = LeaseFence.take(database, "read-own-nodes");
  private boolean isRead = true;
  private List<SettledInvoice> told = List.of();

  private final class Half implements LightningNode {
    @Override
    public Page after(String after) throws NodeFailure {
      if (!isRead) {
        throw new NodeFailure(NodeFailure.Kind.UNREACHABLE, "refuses our rune for waitanyinvoice");
      }
      return new Page(told, told.isEmpty() ? after : "next", true);
    }

    @Override
    public String label() {
      return "a node";
    }

    @Override
    public NodeIdentity identity() {
      return WHO;
    }

    @Override
    public ChannelFunds funds() {
      return FUNDS;
    }

    @Override
    public Invoice make(InvoiceWish wish) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SentPayment sent(String paymentHash, Instant ordered) {
      throw new UnsupportedOperationException();
    }
  }

  private NodeLook turn() throws InterruptedException {
    NodeTarget target = new NodeTarget("lnd", URI.create("https://node.example"), "", "secret");
    BroughtReading reading =
        new BroughtReading(
            new BroughtNode(9, BLN, target),
            "BTC-LN",
            new Half(),
            looks,
            new ChainJournal.Parts(database.jdbc(), database.transactions(), job -> {}, clock));
    CountDownLatch ended = new CountDownLatch(1);
    reading.begin(fence, ended::countDown);
    ended.await();
    return looks.of(BLN, 9).orElseThrow();
  }

  /** Its orders would be paid, and stay open. */
  @Test
  void oneThatSaysWhoItIsAndNotWhatItWasPaidIsNotWell() throws Exception {
    assertThat(turn().isAnswering()).isTrue();
    isRead = false;
    NodeLook look = turn();
    assertThat(look.isAnswering()).isFalse();
    assertThat(look.words()).isEqualTo("refuses our rune for waitanyinvoice");
  }

  /** A payment hash of its order, told as the offer of ever new payments, makes none of them. */
  @Test
  void whatItSaysOfOffersIsNoPayment() throws Exception {
    String hash = "a".repeat(64);
    database
        .transactions()
        .executeWithoutResult(
            status -> ChainStores.watchlist(database, clock).watch("lightning@9", List.of(hash)));
    told =
        List.of(
            new SettledInvoice("e".repeat(64), 1, NOON, hash),
            new SettledInvoice(hash, 5_000, NOON));
    turn();
    assertThat(database.jdbc().sql("select units from transfer").query(Long.class).list())
        .containsExactly(5_000L);
  }

  @Test
  void theGatewaysOwnIsFoundOutAlsoLater() throws Exception {
    assertThat(turn().isAnswering()).isTrue();
    looks.answered(BLN.code(), "LND", NOON, WHO, FUNDS);
    assertThat(turn().words()).contains("the gateway's own node");
  }
}
