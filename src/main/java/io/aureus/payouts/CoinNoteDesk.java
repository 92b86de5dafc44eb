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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes notes of coins, each in one transaction with its entry in the audit log. */
final class CoinNoteDesk implements CoinNotes {
  /** Each change is an entry of the audit log, one after the other. */
  private static final int MOST_LINES = 1_000;

  /** So that two who write the same notes do so in the same order. */
  private static final Comparator<Change> ORDER =
      Comparator.comparing((Change change) -> change.note().chain())
          .thenComparing(change -> change.note().kind())
          .thenComparing(change -> change.note().ref());

  private final HeldCoins coins;
  private final CoinNoteRows rows;
  private final BundleRows bundles;
  private final Clock clock;
  private final TransactionTemplate transactions;

  /**
   * What a line comes to.
   *
   * @param marks the chain of the coin whose mark is written; null where the label is
   */
  private record Change(Note note, @Nullable Chain marks) {}

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
    Change change = mark(coin, frozen);
    together(() -> write(merchant, List.of(change), actor));
  }

  /**
   * Whoever chooses coins of the gateway has done so before, or sees the mark. A merchant's coins
   * are spent by his drafts alone, which ask for marks where they take their coins: he never holds
   * a lock that payouts of everybody wait for.
   */
  private void write(@Nullable MerchantId merchant, List<Change> changes, String actor) {
    if (merchant == null) {
      SortedMap<String, Chain> chains = new TreeMap<>();
      for (Change change : changes) {
        if (change.marks() != null) {
          chains.put(change.marks().code(), change.marks());
        }
      }
      chains.values().forEach(bundles::lockChain);
    }
    for (Change change : changes) {
      if (change.marks() == null) {
        rows.label(merchant, change.note(), actor, now());
      } else {
        rows.freeze(merchant, change.note(), actor, now());
      }
    }
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
    List<Change> changes = new ArrayList<>();
    int taken = 0;
    for (LabelLines.Line line : lines) {
      taken += read(merchant, line, changes) ? 1 : 0;
    }
    changes.sort(ORDER);
    together(() -> write(merchant, changes, actor));
    return new Taken(taken, lines.size() - taken);
  }

  /**
   * @return whether the owner has what the line names
   */
  private boolean read(@Nullable MerchantId merchant, LabelLines.Line line, List<Change> changes) {
    if (line.kind() == Kind.ADDRESS) {
      List<String> chains = rows.chainsOf(merchant, line.ref());
      if (line.label() != null) {
        for (String chain : chains) {
          Note note = new Note(chain, Kind.ADDRESS, line.ref(), line.label(), false);
          changes.add(new Change(note, null));
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
            String point = one.point().toString();
            Note note = new Note(chain(one).code(), Kind.OUTPUT, point, line.label(), false);
            changes.add(new Change(note, null));
          }
          // A file takes no mark of the gateway's away: that takes the proof for moving money.
          if (line.spendable() != null && (merchant != null || !line.spendable())) {
            changes.add(mark(one, !line.spendable()));
          }
        });
    return coin.isPresent();
  }

  private static Change mark(Held coin, boolean frozen) {
    Chain chain = chain(coin);
    Note note = new Note(chain.code(), Kind.OUTPUT, coin.point().toString(), "", frozen);
    return new Change(note, chain);
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
