package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.keys.Signer;
import io.aureus.keys.SweeperContract;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;
import java.math.BigInteger;
import java.util.List;

/** Which transaction a payout is: a plain payment, a sweep of many addresses, or the sweeper. */
final class Craft {
  private static final long PLAIN_GAS = 21_000;

  /** 475,000 were measured; what is not used is not paid. */
  static final long DEPLOYMENT_GAS = 1_200_000;

  private final PayoutRows rows;
  private final Batches batches;
  private final Sources sources;
  private final Signer signer;
  private final AccountNetwork network;

  Craft(PayoutRows rows, Batches batches, Sources sources, Signer signer, AccountNetwork network) {
    this.rows = rows;
    this.batches = batches;
    this.sources = sources;
    this.signer = signer;
    this.network = network;
  }

  /** What it takes from its sender, without gas. */
  BigInteger leaving(Payout payout) {
    return isBatch(payout) ? BigInteger.ZERO : payout.amount().units();
  }

  /**
   * @throws io.aureus.errors.Refusal {@code CONFLICT} where it would fail
   */
  long gasLimit(Payout payout, String sender) {
    if (payout.kind() == PayoutKind.DEPLOYMENT) {
      return DEPLOYMENT_GAS;
    }
    if (isBatch(payout)) {
      return gasLimit(batches.of(payout.id()));
    }
    AccountNetwork.Call call = EvmCalls.payment(sender, payout.destination(), payout.amount());
    long limit = network.gas(chain(payout), call).longValueExact();
    // A fifth on top: what a token's transfer costs may change until it is mined.
    return limit <= PLAIN_GAS ? PLAIN_GAS : limit + limit / 5;
  }

  static long gasLimit(List<Share> shares) {
    int fresh = (int) shares.stream().filter(Share::isFresh).count();
    return SweeperContract.gasLimit(shares.size(), fresh);
  }

  Signer.Signed sign(Payout payout, long nonce, Gas gas) {
    String source = rows.source(payout.id());
    Signer.Terms terms =
        new Signer.Terms(Sources.of(source), nonce, gas.limit(), gas.maxFee(), gas.priority());
    if (payout.kind() == PayoutKind.DEPLOYMENT) {
      return signer.signDeployment(chain(payout), payout.id().value(), terms);
    }
    return source.equals(Sources.ORDERS)
        ? signer.signSweep(chain(payout), sweep(payout), terms)
        : signer.sign(chain(payout), sources.spend(payout), terms);
  }

  private Signer.SponsoredSweep sweep(Payout payout) {
    Asset asset = payout.amount().asset();
    return new Signer.SponsoredSweep(
        payout.id().value(),
        asset,
        SweeperContract.of(payout.destination()).byDeployer().address(),
        batches.of(payout.id()).stream().map(Share::authorization).toList());
  }

  private boolean isBatch(Payout payout) {
    return payout.kind() == PayoutKind.SWEEP && rows.source(payout.id()).equals(Sources.ORDERS);
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}
