package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.ChainStores;
import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a merchant's node may make no invoices, though it would. */
class OwnNodeTroubleTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Chain BLN = new Chain("BLN", "Lightning", "lightning", "regtest", 0, 1);
  private static final MerchantId OWNER = new MerchantId("mct-000000000002");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final Looks looks = new Looks();
  private final OwnNodeTrouble trouble =
      new OwnNodeTrouble(ChainStores.progress(database, clock), looks, clock);
  private final OwnNode node = PretendOwnNodes.node(OWNER, BLN, NOON);

  /** Who was seen, by number; 0 is the operator's. */
  private static final class Looks implements NodeLooks {
    final Map<Long, String> ids = new HashMap<>();

    @Override
    public Optional<NodeLook> of(Chain chain) {
      return of(chain, 0);
    }

    @Override
    public Optional<NodeLook> of(Chain chain, long brought) {
      return Optional.ofNullable(ids.get(brought)).map(Looks::look);
    }

    private static NodeLook look(String id) {
      NodeIdentity identity = new NodeIdentity(id, "", "LND", LightningNetwork.REGTEST, 1, true);
      ChannelFunds funds = new ChannelFunds(0, 0, 0, 0);
      return new NodeLook("", NOON, null, "", new NodeLook.Seen(NOON, identity, funds, List.of()));
    }
  }

  @Test
  void oneThatIsNotReadForFiveMinutesMakesNone() {
    assertThat(trouble.of(node)).isEmpty();
    clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    assertThat(trouble.of(node)).contains("could not be read for 5 minutes");
    readTo(NOON.plusSeconds(10));
    assertThat(trouble.of(node)).isEmpty();
    clock.advance(Duration.ofSeconds(10));
    assertThat(trouble.of(node)).contains("could not be read for 5 minutes");
  }

  @Test
  void oneThatIsTheOperatorsByNowMakesNone() {
    looks.ids.put(0L, "03" + "b".repeat(64));
    looks.ids.put(node.id(), node.nodeId());
    assertThat(trouble.of(node)).isEmpty();
    looks.ids.put(node.id(), "03" + "b".repeat(64));
    assertThat(trouble.of(node)).contains("the gateway's own");
    looks.ids.clear();
    looks.ids.put(0L, node.nodeId());
    assertThat(trouble.of(node)).contains("the gateway's own");
  }

  private void readTo(Instant at) {
    database
        .jdbc()
        .sql(
            """
            insert into chain_cursor (chain, number, hash, time, head, caught_up_at)
            values ('BLN@9', 1, '', now(), 1, ?)
            """)
        .param(Timestamp.from(at))
        .update();
  }

  /** It answers all that a trial asks. */
  private PretendNode answering() {
    return new PretendNode(clock) {
      @Override
      public NodeIdentity identity() {
        try {
          String id = make(new InvoiceWish("", 1_000, "", false, Duration.ofMinutes(1))).payee();
          return new NodeIdentity(id, "", "LND", LightningNetwork.REGTEST, 1, true);
        } catch (NodeFailure e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public Page after(String after) {
        return new Page(List.of(), after, true);
      }

      @Override
      public ChannelFunds funds() {
        return new ChannelFunds(0, 0, 0, 0);
      }
    };
  }

  @Test
  void noneIsTakenBeforeTheOperatorsOwnIsKnown() {
    PretendNode its = answering();
    OwnNodeTrial trial = new OwnNodeTrial((chain, target) -> its, looks, clock);
    NodeTarget target =
        new NodeTarget("phoenixd", URI.create("https://node.example"), "", "password");
    assertThatThrownBy(() -> trial.tried(BLN, target)).hasMessageContaining("try again");
    looks.ids.put(0L, its.identity().id());
    assertThatThrownBy(() -> trial.tried(BLN, target))
        .hasMessageContaining("the gateway's own node");
    looks.ids.put(0L, "03" + "b".repeat(64));
    assertThat(trial.tried(BLN, target)).isEqualTo(its.identity().id());
  }
}
