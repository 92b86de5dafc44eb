package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Source;
import io.aureus.keys.Signer.Spend;
import io.aureus.money.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many signings at the same moment. */
class SpendingRaceTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private final SignerFixture fixture =
      new SignerFixture(
          Curve.best(),
          SignerFixture.settings(
              Map.of(), Map.of("ETH", BigDecimal.TEN), Map.of(), null, false, ""));

  @Test
  void fiftyAtOnceDoNotPassTheCapOfADayTogether() throws InterruptedException {
    List<Callable<Boolean>> signings = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int number = i;
      signings.add(() -> signs("p" + number, number, "1"));
    }
    assertThat(succeeded(signings)).isEqualTo(10);
    assertThat(fixture.policy().lastDay(Amount.zero(SignerFixture.COIN)).text()).isEqualTo("10.0");
  }

  @Test
  void onePayoutIsSignedForOneAmountWhoeverIsFirst() throws InterruptedException {
    List<Callable<Boolean>> signings = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      String amount = "0.0" + (100 + i);
      signings.add(() -> signs("one", 0, amount));
    }
    assertThat(succeeded(signings)).isEqualTo(1);
  }

  @Test
  void nothingIsSignedOnceTheKillSwitchSaysSo() throws InterruptedException {
    List<Callable<Boolean>> signings = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      signings.add(() -> signs("p" + number, number, "0.1"));
    }
    signings.add(
        10,
        () -> {
          fixture.policy().setKillSwitch(true, "stop", "person:1");
          long then = places();
          assertThatThrownBy(() -> sign("late", 99, "0.1")).hasMessageContaining("stopped");
          assertThat(places()).isEqualTo(then);
          return false;
        });
    long signed = succeeded(signings);
    assertThat(places()).isEqualTo(signed);
  }

  private static long succeeded(List<Callable<Boolean>> signings) throws InterruptedException {
    long count = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(signings.size())) {
      for (Future<Boolean> done : threads.invokeAll(signings)) {
        count += done.get() ? 1 : 0;
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
    return count;
  }

  private boolean signs(String payout, long nonce, String amount) {
    try {
      sign(payout, nonce, amount);
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  private void sign(String payout, long nonce, String amount) {
    BigInteger units = Amount.ofDecimal(SignerFixture.COIN, new BigDecimal(amount)).units();
    Spend spend = new Spend(payout, Purpose.REFUND, "mct-1", SignerFixture.COIN, units, TO);
    fixture
        .signer()
        .sign(
            SignerFixture.ETH,
            spend,
            new Signer.Terms(new Source.Hot(), nonce, 21_000, BigInteger.TEN, BigInteger.ONE));
  }

  private long places() {
    return fixture
        .database()
        .jdbc()
        .sql("select count(*) from signing_place")
        .query(Long.class)
        .single();
  }
}
