package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import io.aureus.payouts.CoinNoteRows.Kind;
import io.aureus.payouts.CoinNoteRows.Note;
import io.aureus.payouts.HeldCoins.Held;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes notes of coins, each in one transaction with its entry in the audit log. */
final class CoinNoteDesk implements CoinNotes {
  /** Each change is an entry of the audit log, one after the other. */
  private static final int MOST_LINES = 5_000;

  private final HeldCoins coins;
  private final CoinNoteRows rows;
  private final BundleRows bundles;
  private final Clock clock;
  private final TransactionTemplate transactions;

  CoinNoteDesk(
      HeldCoins coins,
      CoinNoteRows rows,
      BundleRows bundles,
      Clock clock,
      TransactionTemplate transactions) {
    this.coins = coins;
    this.rows = rows;
    this.bundles = bundles;
    this.clock = clock;
    this.transactions = transactions;
  }

  @Override
  public void label(@Nullable MerchantId merchant, CoinPoint point, String typed, String actor) {
    String label = LabelLines.label(typed, "this label");
    Held coin = held(merchant, point);
    Note note = new Note(chain(coin).code(), Kind.OUTPUT, point.toString(), label, false);
    if (!coin.words().label().equals(label)) {
      together(() -> rows.label(merchant, note, actor, now()));
    }
  }

  @Override
  public void labelAddress(
      @Nullable MerchantId merchant, CoinPoint point, String typed, String actor) {
    String label = LabelLines.label(typed, "this label");
    Held coin = held(merchant, point);
    Note note = new Note(chain(coin).code(), Kind.ADDRESS, coin.address(), label, false);
    if (!coin.words().addressLabel().equals(label)) {
      together(() -> rows.label(merchant, note, actor, now()));
    }
  }

  @Override
  public void freeze(@Nullable MerchantId merchant, CoinPoint point, boolean frozen, String actor) {
    Held coin = held(merchant, point);
    together(() -> mark(merchant, chain(coin), point, frozen, actor));
  }

  /** Whoever chooses coins of the chain has done so before, or sees the mark. */
  private void mark(
      @Nullable MerchantId merchant, Chain chain, CoinPoint point, boolean frozen, String actor) {
    bundles.lockChain(chain);
    Note note = new Note(chain.code(), Kind.OUTPUT, point.toString(), "", frozen);
    rows.freeze(merchant, note, actor, now());
  }

  @Override
  public String export(@Nullable MerchantId merchant) {
    return LabelLines.write(rows.all(merchant));
  }

  @Override
  public Taken take(@Nullable MerchantId merchant, String text, String actor) {
    if (text.length() > LONGEST_FILE) {
      throw new Refusal(ErrorCode.TOO_LARGE, "this is too long: give the labels in several turns");
    }
    List<LabelLines.Line> lines = LabelLines.read(text);
    if (lines.size() > MOST_LINES) {
      throw new Refusal(
          ErrorCode.TOO_LARGE,
          "these are more than " + MOST_LINES + " lines: give them in several turns");
    }
    Integer taken =
        transactions.execute(
            status -> {
              int all = 0;
              for (LabelLines.Line line : lines) {
                all += take(merchant, line, actor) ? 1 : 0;
              }
              return all;
            });
    int many = taken == null ? 0 : taken;
    return new Taken(many, lines.size() - many);
  }

  private boolean take(@Nullable MerchantId merchant, LabelLines.Line line, String actor) {
    if (line.kind() == Kind.ADDRESS) {
      List<String> chains = rows.chainsOf(merchant, line.ref());
      if (line.label() != null) {
        for (String chain : chains) {
          Note note = new Note(chain, Kind.ADDRESS, line.ref(), line.label(), false);
          rows.label(merchant, note, actor, now());
        }
      }
      return !chains.isEmpty();
    }
    Optional<Held> coin =
        line.kind() == Kind.OUTPUT
            ? point(line.ref()).flatMap(one -> coins.find(merchant, one))
            : Optional.empty();
    coin.ifPresent(
        one -> {
          if (line.label() != null) {
            Note note =
                new Note(
                    chain(one).code(), Kind.OUTPUT, one.point().toString(), line.label(), false);
            rows.label(merchant, note, actor, now());
          }
          if (line.spendable() != null) {
            mark(merchant, chain(one), one.point(), !line.spendable(), actor);
          }
        });
    return coin.isPresent();
  }

  private static Optional<CoinPoint> point(String ref) {
    try {
      return Optional.of(new CoinPoint(ref.substring(0, 64), Long.parseLong(ref.substring(65))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Held held(@Nullable MerchantId merchant, CoinPoint point) {
    return coins
        .find(merchant, point)
        .orElseThrow(
            () ->
                new Refusal(ErrorCode.NOT_FOUND, "this coin is not there any more: it was spent"));
  }

  private static Chain chain(Held coin) {
    return coin.amount().asset().chain();
  }

  private Instant now() {
    return clock.instant();
  }

  private void together(Runnable deed) {
    transactions.executeWithoutResult(status -> deed.run());
  }
}
