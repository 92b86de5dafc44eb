package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.Verdict;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** From reserved to built: the policy, the coins and the gas are there, and a place is taken. */
final class Building {
  private final PayoutRows rows;
  private final Places places;
  private final SweepRows sweeps;
  private final PayoutMoves moves;
  private final PayoutHolds holds;
  private final Sources sources;
  private final Craft craft;
  private final Signer signer;
  private final AccountNetwork network;
  private final FeeCap feeCap;
  private final PayoutsSettings settings;

  Building(
      PayoutRows rows,
      Places places,
      SweepRows sweeps,
      PayoutMoves moves,
      Sources sources,
      Craft craft,
      Signer signer,
      AccountNetwork network,
      FeeCap feeCap,
      PayoutsSettings settings) {
    this.rows = rows;
    this.places = places;
    this.sweeps = sweeps;
    this.moves = moves;
    this.holds = new PayoutHolds(rows, moves, settings);
    this.sources = sources;
    this.craft = craft;
    this.signer = signer;
    this.network = network;
    this.feeCap = feeCap;
    this.settings = settings;
  }

  /** What the chain said before the place is taken. */
  private record Look(
      String sender,
      long nonce,
      GasPrice price,
      BigInteger coins,
      BigInteger held,
      BigInteger leaving,
      DayFees fees,
      Instant at) {}

  Payout build(Payout payout) {
    Verdict verdict = signer.consider(sources.spend(payout));
    if (verdict.kind() == Verdict.Kind.REFUSED) {
      return move(payout, PayoutState.FAILED, "the signer refuses it: " + verdict.rule());
    }
    if (verdict.kind() == Verdict.Kind.HELD) {
      return hold(payout, PayoutHold.POLICY, verdict.rule());
    }
    Asset asset = payout.amount().asset();
    String sender = sources.address(asset.chain().family(), rows.source(payout.id()));
    if (places.isFull(asset.chain(), sender, 0, settings.inFlightMost())) {
      return later(payout);
    }
    Look look = look(payout, sender);
    BigInteger asked = look.price().base().add(look.price().priority());
    if (settings.isTooDear(asked)) {
      return hold(
          payout,
          PayoutHold.GAS_PRICE,
          "the network asks %s gwei for gas, and %d is our limit"
              .formatted(asked.divide(PayoutsSettings.GWEI), settings.gasPriceMost()));
    }
    if (look.held().compareTo(look.leaving()) < 0) {
      String why = sweeps.lack(asset);
      String lacking = lacking(payout.amount(), look.held());
      return hold(payout, PayoutHold.COINS, why.isEmpty() ? lacking : lacking + "; " + why);
    }
    try {
      Gas gas = Gas.of(craft.gasLimit(payout, look.sender()), look.price());
      return forbidden(payout, gas, look.fees()).orElseGet(() -> place(payout, look, gas));
    } catch (Refusal e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      return hold(payout, PayoutHold.CHAIN, "the transfer would fail on the chain: " + e.words());
    }
  }

  /** Held where the signer does not let it cost so much; empty where it does. */
  private Optional<Payout> forbidden(Payout payout, Gas gas, DayFees fees) {
    Chain chain = payout.amount().asset().chain();
    String words =
        feeCap.isTooMuch(chain, gas) ? feeCap.words(chain, gas) : overDay(payout, gas, fees);
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(hold(payout, PayoutHold.GAS_PRICE, words));
  }

  /** What fills a number lets all later ones go on: it may use what new ones leave. */
  private String overDay(Payout payout, Gas gas, DayFees fees) {
    boolean isFilling =
        payout.kind() == PayoutKind.SWEEP && rows.source(payout.id()).equals(Sources.HOT);
    return isFilling ? fees.against(gas.most()) : fees.againstNew(gas.most());
  }

  private Look look(Payout payout, String sender) {
    Asset asset = payout.amount().asset();
    Chain chain = asset.chain();
    BigInteger coins = network.held(rows.nativeOf(asset), sender);
    Instant asked = moves.now();
    BigInteger held = asset.isNative() ? coins : network.held(asset, sender);
    return new Look(
        sender,
        network.nonce(chain, sender),
        network.gasPrice(chain),
        coins,
        held,
        craft.leaving(payout),
        feeCap.ofDay(chain),
        asked);
  }

  /** Counts what is promised already and takes a place, one at a time for each sender. */
  private Payout place(Payout payout, Look look, Gas gas) {
    Asset asset = payout.amount().asset();
    String coin = rows.nativeOf(asset).code();
    return moves.together(
        () -> {
          places.lock(asset.chain(), look.sender(), look.nonce());
          if (places.isFull(asset.chain(), look.sender(), look.nonce(), settings.inFlightMost())) {
            return later(payout);
          }
          DayFees fees = look.fees().with(places.uncounted(asset.chain(), look.at()));
          String overDay = overDay(payout, gas, fees);
          if (!overDay.isEmpty()) {
            return hold(payout, PayoutHold.GAS_PRICE, overDay);
          }
          Map<String, BigInteger> promised = places.promised(asset.chain(), look.sender(), coin);
          BigInteger free = look.held().subtract(of(promised, asset.code()));
          if (free.compareTo(look.leaving()) < 0) {
            return hold(payout, PayoutHold.COINS, lacking(payout.amount(), free));
          }
          BigInteger coins = look.coins().subtract(of(promised, coin)).subtract(gas.most());
          BigInteger leaves = asset.isNative() ? look.leaving() : BigInteger.ZERO;
          if (coins.compareTo(leaves) < 0) {
            return asset.isNative()
                ? hold(payout, PayoutHold.COINS, lacking(payout.amount(), coins))
                : hold(
                    payout, PayoutHold.GAS, lackingGas(rows.nativeOf(asset), coins.negate(), look));
          }
          // First the move: who was slower than another node is told so, and takes nothing.
          Payout built = moves.move(payout, PayoutState.BUILT, "takes its place", moves.now());
          places.take(asset.chain(), look.sender(), look.nonce(), payout.id(), gas);
          return built;
        });
  }

  private Payout later(Payout payout) {
    rows.postpone(payout, moves.now().plus(settings.poll()));
    return payout;
  }

  private Payout hold(Payout payout, PayoutHold why, String reason) {
    return holds.hold(payout, why, reason);
  }

  private Payout move(Payout payout, PayoutState to, String words) {
    return moves.together(() -> moves.move(payout, to, words, null));
  }

  private static BigInteger of(Map<String, BigInteger> promised, String asset) {
    return promised.getOrDefault(asset, BigInteger.ZERO);
  }

  private static String lacking(Amount wanted, BigInteger free) {
    return "waits for coins: its wallet has %s of %s %s free"
        .formatted(
            new Amount(wanted.asset(), free.max(BigInteger.ZERO)).text(),
            wanted.text(),
            wanted.asset().code());
  }

  private static String lackingGas(Asset coin, BigInteger missing, Look look) {
    return "waits for gas: %s lacks %s %s: send it that much"
        .formatted(look.sender(), new Amount(coin, Gas.generous(missing)).text(), coin.code());
  }
}
