package io.aureus.books;

import io.aureus.books.BookRows.Progress;
import io.aureus.chains.ChainProgress.Cursor;
import io.aureus.chains.Movements;
import io.aureus.chains.Rewinds;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.OnTheWay;
import io.aureus.wallets.Addresses;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whose balance is asked for at a block: the senders of payouts, every address that moved since the
 * last time, and a few of all others, so that each has its turn.
 */
final class Askers {
  /** A block that was there is gone: all that was read from about there on is asked for again. */
  private static final int DEEPEST = 128;

  private static final Duration RECENTLY = Duration.ofMinutes(10);

  private final BookRows rows;
  private final Movements movements;
  private final Rewinds rewinds;
  private final Addresses addresses;
  private final OnTheWay payouts;
  private final Catalogue catalogue;
  private final int pass;
  private final Clock clock;

  /** What is asked of that room. */
  record Chains(Movements movements, Rewinds rewinds) {}

  Askers(
      BookRows rows,
      Chains chains,
      Addresses addresses,
      OnTheWay payouts,
      Catalogue catalogue,
      BooksSettings settings,
      Clock clock) {
    this.rows = rows;
    this.movements = chains.movements();
    this.rewinds = chains.rewinds();
    this.addresses = addresses;
    this.payouts = payouts;
    this.catalogue = catalogue;
    this.pass = settings.pass();
    this.clock = clock;
  }

  /**
   * @param asked addresses by asset, each once
   * @param then where the comparison stands once they are answered
   */
  record Round(Map<Asset, List<String>> asked, Progress then) {
    List<String> of(Asset asset) {
      return asked.getOrDefault(asset, List.of());
    }
  }

  Round round(Chain chain, Cursor cursor, Optional<Progress> before) {
    Instant now = clock.instant();
    Map<Asset, Set<String>> asked = new LinkedHashMap<>();
    catalogue.assetsOn(chain).forEach(asset -> asked.put(asset, new LinkedHashSet<>()));
    Instant since = before.map(Progress::at).orElse(now).minus(RECENTLY);
    asked.values().forEach(set -> set.addAll(canonical(payouts.senders(chain, since))));
    boolean reorganised =
        before.filter(at -> !movements.has(chain.code(), at.block(), at.hash())).isPresent();
    long block =
        reorganised
            ? lowest(chain, before.orElseThrow(), cursor) - DEEPEST
            : before.map(Progress::block).orElse(-1L);
    moved(chain, block, before.map(Progress::transfer).orElse(0L), asked);
    if (reorganised) {
      asked.forEach((asset, set) -> set.addAll(rows.readAfter(asset, block)));
    }
    long passedTo =
        before.filter(at -> at.block() == cursor.number()).isPresent()
            ? before.get().passedTo()
            : pass(chain, before.map(Progress::passedTo).orElse(-1L), asked);
    Map<Asset, List<String>> lists = new LinkedHashMap<>();
    asked.forEach((asset, set) -> lists.put(asset, List.copyOf(set)));
    return new Round(
        lists,
        new Progress(cursor.number(), cursor.hash(), movements.last(chain.code()), passedTo, now));
  }

  /** Clocks of several machines differ, and a step back is noted a moment before it is done. */
  private long lowest(Chain chain, Progress before, Cursor cursor) {
    long known = Math.min(before.block(), cursor.number());
    Instant since = before.at().minus(RECENTLY);
    return Math.min(known, rewinds.lowest(chain.code(), since).orElse(known));
  }

  /**
   * What the journal says of transfers to our addresses that no block holds yet, by the asset's
   * code; to be asked for in the moment in which the journal is read.
   */
  Map<String, BigInteger> waiting(Chain chain) {
    List<Movements.Waiting> waiting = movements.waiting(chain.code());
    Map<String, BigInteger> sums = new LinkedHashMap<>();
    if (waiting.isEmpty()) {
      return sums;
    }
    List<String> sides = new ArrayList<>(waiting.stream().map(Movements.Waiting::to).toList());
    waiting.stream().map(Movements.Waiting::from).filter(Objects::nonNull).forEach(sides::add);
    Set<String> ours = new HashSet<>(addresses.indexes(chain.family(), sides).keySet());
    ours.addAll(payouts.senders(chain, clock.instant().minus(RECENTLY)));
    for (Movements.Waiting one : waiting) {
      // What one address of ours sends to another is nobody's payment, and is not booked as one.
      if (ours.contains(one.to()) && (one.from() == null || !ours.contains(one.from()))) {
        sums.merge(one.asset(), one.units(), BigInteger::add);
      }
    }
    return sums;
  }

  /** What left an address cost gas too. */
  private void moved(Chain chain, long block, long transfer, Map<Asset, Set<String>> asked) {
    List<Movements.Moved> moved = movements.since(chain.code(), block, transfer);
    Set<String> ours =
        addresses
            .indexes(chain.family(), moved.stream().map(Movements.Moved::address).toList())
            .keySet();
    for (Movements.Moved one : moved) {
      if (ours.contains(one.address())) {
        asked.forEach(
            (asset, set) -> {
              if (asset.isNative() || asset.code().equals(one.asset())) {
                set.add(canonical(one.address()));
              }
            });
      }
    }
  }

  /** Answers how far it came; begins again behind the last address. */
  private long pass(Chain chain, long from, Map<Asset, Set<String>> asked) {
    if (pass == 0) {
      return from;
    }
    List<Addresses.Known> next = addresses.given(chain.family(), from, pass);
    List<String> found = new ArrayList<>();
    next.forEach(known -> found.add(canonical(known.address())));
    asked.values().forEach(set -> set.addAll(found));
    // Also those of no order, to which somebody paid all the same.
    asked.forEach((asset, set) -> set.addAll(rows.oldest(asset, (pass + 3) / 4)));
    return next.size() < pass ? -1 : next.getLast().index();
  }

  private static List<String> canonical(Set<String> found) {
    return found.stream().map(Askers::canonical).toList();
  }

  /** Of addresses in hex, case is but a checksum; in others it is part of the address. */
  private static String canonical(String address) {
    return address.startsWith("0x") ? address.toLowerCase(Locale.ROOT) : address;
  }
}
