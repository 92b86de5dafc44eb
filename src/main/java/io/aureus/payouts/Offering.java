package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.chains.Arrivals;
import io.aureus.chains.Arrivals.Arrival;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.EvmCall;
import io.aureus.keys.UnsignedTransaction;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;
import io.aureus.wallets.SelfCustody;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/**
 * Makes the unsigned transaction that a merchant is given: from the address of his wallet that has
 * the coins, with its next number and today's fees.
 */
final class Offering {
  private static final int LOOKED_AT = 20;
  private static final long PLAIN_GAS = 21_000;

  private final PayoutRows rows;
  private final HandedRows handed;
  private final PayoutMoves moves;
  private final SelfCustody selfCustody;
  private final Arrivals arrivals;
  private final AccountNetwork network;

  Offering(
      PayoutRows rows,
      HandedRows handed,
      PayoutMoves moves,
      SelfCustody selfCustody,
      Arrivals arrivals,
      AccountNetwork network) {
    this.rows = rows;
    this.handed = handed;
    this.moves = moves;
    this.selfCustody = selfCustody;
    this.arrivals = arrivals;
    this.network = network;
  }

  /** Asks nodes: in no transaction. */
  void make(Payout payout) {
    Asset asset = payout.amount().asset();
    List<String> addresses =
        selfCustody.addresses(Objects.requireNonNull(payout.merchant()), asset.chain().family());
    Amount most = Amount.zero(asset);
    for (Arrival one : arrivals.richest(asset, addresses, LOOKED_AT)) {
      Amount held = new Amount(asset, network.held(asset, one.address()));
      if (held.isAtLeast(payout.amount())) {
        offer(payout, one.address(), held);
        return;
      }
      most = held.isAtLeast(most) ? held : most;
    }
    handed.notMade(
        payout.id(),
        ("no single address of your wallet holds %s %s; the most on one is %s. Pay it from any"
                + " wallet of yours and tell the transaction's hash, or take it back and ask for"
                + " less")
            .formatted(payout.amount().text(), asset.code(), most.text()),
        moves.now());
  }

  private void offer(Payout payout, String from, Amount held) {
    Asset asset = payout.amount().asset();
    Chain chain = asset.chain();
    GasPrice price = network.gasPrice(chain);
    Gas gas;
    try {
      gas = Gas.of(limit(payout, from), price);
    } catch (Refusal e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      gas = Gas.of(asset.isNative() ? PLAIN_GAS : 5 * PLAIN_GAS, price);
    }
    // Never a later one while earlier bytes of this payout may be signed: two numbers could both be
    // mined. Several that wait for one address have the same, until one of them is.
    long nonce = network.nonce(chain, from);
    String raw =
        UnsignedTransaction.of(
            chain.networkId(),
            nonce,
            gas.limit(),
            gas.maxFee(),
            gas.priority(),
            EvmCall.transfer(asset, payout.amount().units(), payout.destination()));
    handed.made(payout.id(), from, nonce, gas, raw, lacking(payout, from, held, gas), moves.now());
  }

  private long limit(Payout payout, String from) {
    Asset asset = payout.amount().asset();
    if (asset.isNative()) {
      BigInteger estimate =
          network.gas(asset.chain(), EvmCalls.payment(from, payout.destination(), payout.amount()));
      return Math.max(PLAIN_GAS, estimate.longValueExact());
    }
    BigInteger estimate =
        network.gas(asset.chain(), EvmCalls.payment(from, payout.destination(), payout.amount()));
    return estimate.longValueExact() * 6 / 5;
  }

  /** What the address lacks for the network's fee; empty for nothing. */
  private String lacking(Payout payout, String from, Amount held, Gas gas) {
    Asset coin = rows.nativeOf(payout.amount().asset());
    BigInteger needed =
        gas.most()
            .add(payout.amount().asset().isNative() ? payout.amount().units() : BigInteger.ZERO);
    BigInteger has = payout.amount().asset().isNative() ? held.units() : network.held(coin, from);
    BigInteger missing = needed.subtract(has);
    return missing.signum() <= 0
        ? ""
        : "%s lacks up to %s %s for the network's fee: send it that much first"
            .formatted(from, new Amount(coin, missing).text(), coin.code());
  }
}
