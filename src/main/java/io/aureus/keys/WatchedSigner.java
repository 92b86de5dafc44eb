package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.time.Clock;
import java.util.function.Supplier;

/** Writes down what the signer refuses to sign: somebody asked for what the policy forbids. */
final class WatchedSigner implements Signer {
  private final Signer signer;
  private final RefusalRows rows;
  private final Clock clock;

  WatchedSigner(Signer signer, RefusalRows rows, Clock clock) {
    this.signer = signer;
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public String hotAddress(String family) {
    return signer.hotAddress(family);
  }

  @Override
  public Signed sign(Chain chain, Spend spend, Terms terms) {
    return watched(spend.payout(), () -> signer.sign(chain, spend, terms));
  }

  @Override
  public Signed signSweep(Chain chain, SponsoredSweep sweep, Terms terms) {
    return watched(sweep.payout(), () -> signer.signSweep(chain, sweep, terms));
  }

  @Override
  public Signed signDeployment(Chain chain, String payout, Terms terms) {
    return watched(payout, () -> signer.signDeployment(chain, payout, terms));
  }

  @Override
  public Signed signCoins(Chain chain, CoinPayment payment) {
    String payout = payment.spends().isEmpty() ? "" : payment.spends().getFirst().payout();
    return watched(payout, () -> signer.signCoins(chain, payment));
  }

  @Override
  public Signed signChild(Chain chain, CoinChild child) {
    return watched(child.payout(), () -> signer.signChild(chain, child));
  }

  @Override
  public void allow(Chain chain, Spend spend) {
    watched(
        spend.payout(),
        () -> {
          signer.allow(chain, spend);
          return spend;
        });
  }

  @Override
  public Verdict judge(Spend spend) {
    return signer.judge(spend);
  }

  @Override
  public Verdict consider(Spend spend) {
    return signer.consider(spend);
  }

  private <T> T watched(String payout, Supplier<T> signing) {
    try {
      return signing.get();
    } catch (Refusal e) {
      if (e.code() == ErrorCode.FORBIDDEN) {
        rows.add(payout, e.words(), clock.instant());
      }
      throw e;
    }
  }
}
