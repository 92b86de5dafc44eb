package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SignerPort;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.EvmNode;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.SimulatedNode;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A gateway whose signer is elsewhere, and dies while payouts are on their way. */
class DeadSignerTest extends PayoutStories {
  private final Path socket = folder().resolve("s.sock");
  private final RunningGateway signer =
      RunningGateway.demo(
          TestDatabase.fresh(),
          Map.of("aureus.jobs.enabled", "false", "aureus.keys.policy.cold-address", Town.COLD));
  private AutoCloseable port = openSigner();

  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  @Override
  Map<String, Object> settings() {
    return Map.of("aureus.keys.signer", "unix:" + socket);
  }

  @AfterAll
  void closeTheSigner() throws Exception {
    port.close();
    signer.close();
  }

  @Test
  void whileItIsDeadPayoutsAreRefusedInWordsAndThoseOnTheirWayWaitAndGoOnAfterwards()
      throws Exception {
    earn("ETH", "100");
    Amount before = balance("ETH", Account.Kind.AVAILABLE);
    port.close();
    assertThatThrownBy(() -> withdraw("ETH", "0.01", receiver()))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining("the signer")
        .hasMessageContaining("does not answer");
    assertThat(balance("ETH", Account.Kind.AVAILABLE)).isEqualTo(before);

    // So that a gateway that is quick gets nothing signed before the signer dies.
    SpendingPolicy policy = signer.bean(SpendingPolicy.class);
    policy.setKillSwitch(true, "a test", "person:1");
    port = openSigner();
    String receiver = receiver();
    Payout asked = withdraw("ETH", "0.01", receiver);
    port.close();
    pause(2000);
    Payout waits = payouts().find(asked.id()).orElseThrow();
    assertThat(waits.state()).isIn(PayoutState.RESERVED, PayoutState.HELD);
    assertThat(signed()).isZero();
    assertThat(balance("ETH", Account.Kind.RESERVED)).isEqualTo(asked.reserved());
    // Money in needs no signer.
    Story meanwhile = town().order("USDT-ERC20", "5");
    meanwhile.pay(meanwhile.due());
    town().mineToDepth();
    meanwhile.awaitStatus("SUCCESS");

    policy.setKillSwitch(false, "", "person:1");
    port = openSigner();
    Payout done = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(signedTransactions(done.id())).isEqualTo(1);
    assertThat(held("ETH", receiver)).isEqualTo(asked.amount().units());
  }

  private long signed() {
    return town()
        .database()
        .jdbc()
        .sql("select count(*) from payout_signed")
        .query(Long.class)
        .single();
  }

  private AutoCloseable openSigner() {
    return signer.bean(SignerPort.class).open(socket);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("signer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
