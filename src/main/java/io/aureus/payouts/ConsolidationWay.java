package io.aureus.payouts;

import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinScript;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.CoinChoice.Price;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The way of coins with what differs for a consolidation: it is planned with its coins, so one that
 * lost them is taken back and not built anew, and a higher fee comes out of its one output.
 */
final class ConsolidationWay implements Way {
  private static final long CHANGE = 0;

  /** As for every replacement: a third of what nodes reckon dust with, for all of its bytes. */
  private static final long DUST_STEPS = 3;

  private static final long PER = 1_000;

  private final Way coins;
  private final BundleRows bundles;
  private final PayoutMoves moves;
  private final CoinRates rates;
  private final ConsolidationRule rule;
  private final Signer signer;

  /**
   * @param coins the way of all other payouts of coins
   */
  ConsolidationWay(
      Way coins,
      JdbcClient jdbc,
      PayoutMoves moves,
      CoinRates rates,
      ConsolidationRule rule,
      Signer signer) {
    this.coins = coins;
    this.bundles = new BundleRows(jdbc);
    this.moves = moves;
    this.rates = rates;
    this.rule = rule;
    this.signer = signer;
  }

  /** Nothing was ever offered, and no money of anybody waits for it. */
  @Override
  public Payout build(Payout payout) {
    if (payout.kind() != PayoutKind.CONSOLIDATION) {
      return coins.build(payout);
    }
    String words = "taken back: what is still worth it is planned anew";
    return moves.together(() -> moves.move(payout, PayoutState.CANCELLED, words, null));
  }

  @Override
  public boolean raise(Payout payout, @Nullable SignedRow waiting) {
    if (payout.kind() != PayoutKind.CONSOLIDATION) {
      return coins.raise(payout, waiting);
    }
    Bundle bundle = bundles.of(payout.id()).orElseThrow();
    SignedRow newest = bundles.signed(bundle.id()).getFirst();
    List<OwnCoin> spent = bundles.coins(payout.amount().asset().chain(), bundle.id());
    Optional<Bundle> dearer = dearer(payout, bundle, newest);
    Optional<Signer.Signed> bytes = dearer.flatMap(terms -> signed(payout, spent, terms));
    bytes.ifPresent(signed -> store(payout, dearer.orElseThrow(), newest, signed));
    return bytes.isPresent();
  }

  /** No child for a consolidation: nobody's money waits for it. */
  @Override
  public boolean carry(Payout payout, SignedRow waiting) {
    return payout.kind() != PayoutKind.CONSOLIDATION && coins.carry(payout, waiting);
  }

  @Override
  public Optional<Payout> end(Payout payout) {
    return coins.end(payout);
  }

  /** Where the network asks more than one may cost it pays that much: better than nothing. */
  private Optional<Bundle> dearer(Payout payout, Bundle bundle, SignedRow newest) {
    Asset asset = payout.amount().asset();
    long old = bundles.fee(newest.hash());
    long weight = bundle.weight();
    long size = CoinScript.virtualBytes(weight);
    Optional<Long> now = rates.now(asset.chain());
    if (now.isEmpty() || rates.price(asset, now.get()).of(weight) <= old) {
      return Optional.empty();
    }
    Optional<Long> may = rule.dearest(asset, now.get(), old, weight);
    if (may.isEmpty()) {
      return Optional.empty();
    }
    long sum = payout.amount().units().longValueExact();
    long dust = CoinAddress.parse(asset.chain(), payout.destination()).dustLimit(asset.chain());
    long most = Math.min(may.get(), sum - dust);
    long step = CoinNetwork.of(asset.chain()).dustRate() / DUST_STEPS;
    long least = old + size * step / PER + 1;
    long rate = Math.max(now.get(), old * PER / size * 5 / 4 + step);
    long fee = Math.min(Math.max(new Price(rate, most).of(weight), least), most);
    return fee < least
        ? Optional.empty()
        : Optional.of(new Bundle(bundle.id(), sum - fee, fee, weight));
  }

  /** Empty where the signer refuses: what is signed already is followed all the same. */
  private Optional<Signer.Signed> signed(Payout payout, List<OwnCoin> spent, Bundle terms) {
    CoinPayment payment =
        new CoinPayment(
            List.of(Sources.plain(payout)),
            spent.stream().map(OwnCoin::spent).toList(),
            CHANGE,
            terms.change());
    try {
      return Optional.of(signer.signCoins(payout.amount().asset().chain(), payment));
    } catch (Refusal e) {
      if (e.code() != ErrorCode.FORBIDDEN && e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private void store(Payout payout, Bundle terms, SignedRow newest, Signer.Signed bytes) {
    moves.together(
        () -> {
          if (!bundles.lock(terms.id())
              || bundles.signed(terms.id()).getFirst().no() != newest.no()) {
            throw new PayoutMoves.Overtaken(payout.id());
          }
          bundles.store(terms, newest.no() + 1, bytes, moves.now());
          return moves.move(
              payout,
              payout.state(),
              new PayoutMoves.Mined(bytes.hash(), null, false),
              "signed again with a higher fee",
              moves.now());
        });
  }

  @Override
  public Payout sign(Payout payout) {
    return coins.sign(payout);
  }

  @Override
  public List<SignedRow> signed(PayoutId id) {
    return coins.signed(id);
  }

  @Override
  public void offered(PayoutId id, int no, Instant now) {
    coins.offered(id, no, now);
  }

  @Override
  public void minedIn(String hash, long block) {
    coins.minedIn(hash, block);
  }

  @Override
  public Amount spent(Payout payout, String hash, Standing.Mined mined) {
    return coins.spent(payout, hash, mined);
  }

  @Override
  public String astray(Payout payout) {
    return coins.astray(payout);
  }
}
