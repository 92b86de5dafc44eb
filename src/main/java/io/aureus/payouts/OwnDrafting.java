package io.aureus.payouts;

import io.aureus.keys.CoinDraft;
import io.aureus.keys.CoinOutput;
import io.aureus.keys.OwnAccount;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.CoinChoice.Choice;
import io.aureus.wallets.OwnPlaces;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the transaction of coins that a merchant is given to sign: of final coins of one wallet of
 * his, with change back to it. It asks no node. A draft is made once for a payout, so that it can
 * never be paid twice.
 */
final class OwnDrafting {
  private static final long PER = 1_000;

  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final OwnDraftRows drafts;
  private final OwnPurse purse;
  private final OwnPlaces places;
  private final CoinRates rates;

  OwnDrafting(
      PayoutRows rows,
      PayoutMoves moves,
      OwnDraftRows drafts,
      OwnPurse purse,
      OwnPlaces places,
      CoinRates rates) {
    this.rows = rows;
    this.moves = moves;
    this.drafts = drafts;
    this.purse = purse;
    this.places = places;
    this.rates = rates;
  }

  /** What a wallet would spend. */
  record Plan(OwnPurse.Wallet wallet, OwnAccount account, Choice.Chosen chosen) {
    List<OwnPurse.Held> held() {
      return chosen.coins().stream()
          .map(
              coin ->
                  wallet.coins().stream()
                      .filter(one -> one.coin().equals(coin))
                      .findFirst()
                      .orElseThrow())
          .toList();
    }
  }

  /**
   * @return why there is none, for people; empty where it is made
   */
  String make(Payout payout) {
    Asset asset = payout.amount().asset();
    Chain chain = asset.chain();
    Optional<Long> rate = rates.now(chain);
    if (rate.isEmpty()) {
      return "what the network asks is not known now; the transaction is made as soon as it is";
    }
    if (rates.isTooDear(rate.get())) {
      return ("the network asks %d units for a byte now, more than this gateway lets anybody pay;"
              + " the transaction is made once it asks less")
          .formatted(rate.get() / PER);
    }
    OwnPurse.Content content =
        purse.of(Objects.requireNonNull(payout.merchant()), payout.amount().asset());
    List<OwnChoice> wallets =
        content.wallets().stream()
            .map(one -> new OwnChoice(chain, one, OwnAccount.read(chain, one.accountKey())))
            .filter(one -> one.account().isSpendable())
            .toList();
    CoinOutput paid = paid(payout);
    Optional<Plan> plan =
        payout.fee().isPositive()
            ? near(wallets, paid, rate.get(), rates.atLeast(0))
            : first(wallets, one -> one.of(paid, rate.get()));
    if (plan.isEmpty()) {
      List<String> reasons =
          wallets.stream()
              .map(one -> reason(payout, one.wallet(), one.of(paid, rate.get())))
              .toList();
      return lacking(payout, content, reasons);
    }
    store(payout, plan.get());
    return "";
  }

  /** Where the fee is fixed: only where no wallet can pay what the network asks, one pays less. */
  static Optional<Plan> near(List<OwnChoice> wallets, CoinOutput paid, long rate, long least) {
    return first(wallets, one -> one.light(paid, rate))
        .or(() -> first(wallets, one -> one.near(paid, rate, least)));
  }

  private static Optional<Plan> first(List<OwnChoice> wallets, Function<OwnChoice, Choice> way) {
    for (OwnChoice one : wallets) {
      if (way.apply(one) instanceof Choice.Chosen chosen) {
        return Optional.of(new Plan(one.wallet(), one.account(), chosen));
      }
    }
    return Optional.empty();
  }

  static CoinOutput paid(Payout payout) {
    Chain chain = payout.amount().asset().chain();
    return new CoinOutput(
        payout.amount().units().longValueExact(), Purse.script(chain, payout.destination()));
  }

  private void store(Payout payout, Plan plan) {
    moves.together(
        () -> {
          Payout now = rows.lock(payout.id()).orElseThrow();
          if (now.state() != PayoutState.HANDED_OVER || drafts.of(payout.id()).isPresent()) {
            return now;
          }
          Chain chain = payout.amount().asset().chain();
          CoinDraft draft = draft(payout, plan, chain);
          if (!drafts.insert(payout.id(), chain, draft, plan.held(), moves.now())) {
            throw new PayoutMoves.Overtaken(payout.id());
          }
          return now;
        });
  }

  private CoinDraft draft(Payout payout, Plan plan, Chain chain) {
    Map<String, String> funding = purse.funding(chain, plan.held());
    List<CoinDraft.Held> coins =
        plan.held().stream()
            .map(
                one ->
                    new CoinDraft.Held(
                        one.coin().point(),
                        one.coin().units(),
                        plan.account(),
                        one.place().isChange(),
                        one.place().index(),
                        funding.get(one.coin().point().txid())))
            .toList();
    CoinDraft.@Nullable Change change = null;
    if (plan.chosen().change() > 0) {
      OwnPlaces.Place back = places.change(plan.wallet().id(), chain, payout.id().value());
      change =
          new CoinDraft.Change(
              plan.chosen().change(), plan.account(), back.isChange(), back.index());
    }
    return CoinDraft.of(coins, paid(payout), change);
  }

  private static String reason(Payout payout, OwnPurse.Wallet wallet, Choice choice) {
    Asset asset = payout.amount().asset();
    long sum = wallet.coins().stream().mapToLong(one -> one.coin().units()).sum();
    String has = Amount.ofUnits(asset, sum).text();
    return choice instanceof Choice.Lacking lacking
        ? "its final coins hold %s %s, and %s are lacking with the network's fee"
                .formatted(has, asset.code(), Amount.ofUnits(asset, lacking.units()).text())
            + mend(payout, sum)
        : "its coins are too small: join some of them with your wallet program first";
  }

  /** What helps though no other coin comes. */
  private static String mend(Payout payout, long sum) {
    if (BigInteger.valueOf(sum).compareTo(payout.amount().units()) < 0) {
      return "";
    }
    return payout.fee().isPositive()
        ? ": the network asks more than when it was asked for. Take it back and ask again, for the"
            + " fee of then"
        : ": take it back and ask again with the fee taken off the amount (fee_bearer PAYER of a"
            + " refund, fee_from_amount of a withdrawal)";
  }

  private static String lacking(Payout payout, OwnPurse.Content content, List<String> reasons) {
    Asset asset = payout.amount().asset();
    StringBuilder words = new StringBuilder("your wallet cannot pay it now: ");
    words.append(
        reasons.isEmpty() ? "no final coin of it is known here" : String.join("; ", reasons));
    if (content.waiting() > 0) {
      words.append(
          ". %s %s are not final yet"
              .formatted(Amount.ofUnits(asset, content.waiting()).text(), asset.code()));
    }
    if (content.locked() > 0) {
      words.append(
          ". %s %s are in other payouts that wait for your signature"
              .formatted(Amount.ofUnits(asset, content.locked()).text(), asset.code()));
    }
    if (content.frozen() > 0) {
      words.append(
          ". %s %s are marked by you as not to be spent"
              .formatted(Amount.ofUnits(asset, content.frozen()).text(), asset.code()));
    }
    return words
        .append(". Or pay it with your wallet program, and give that transaction here once a block")
        .append(" has it")
        .toString();
  }
}
