package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one server, each on top of the last and each with its work ({@link WorkRules}).
 * What is below those that were needed is fetched when it is asked for, and must lead up to them.
 * For one thread at a time.
 */
final class HeaderChain {
  /** The most that servers give at once. */
  private static final int AT_ONCE = 2_016;

  /** So many new blocks are not read one on top of the other: there was a long pause. */
  private static final int LONG_PAUSE = 20_000;

  /** No chain of this kind comes so far within centuries. */
  private static final long HIGHEST = 100_000_000;

  /** Asks a server for headers. */
  interface Fetch {
    /**
     * @return so many headers from this number on, 80 bytes each, without a gap; fewer where the
     *     server has no more
     */
    byte[] headers(long from, int count) throws NodeFailure;
  }

  private final WorkRules rules;
  private final Fetch fetch;
  private List<CoinHeader> headers = new ArrayList<>();
  private long base;

  HeaderChain(WorkRules rules, Fetch fetch) {
    this.rules = rules;
    this.fetch = fetch;
  }

  /** The newest; only after {@link #follow}. */
  BlockHeader tip() {
    return headers.getLast().at(top());
  }

  private long top() {
    return base + headers.size() - 1;
  }

  /**
   * Takes over what the server says is its newest block, with all that leads to it.
   *
   * @throws NodeFailure {@code MALFORMED} where that is no chain, or shows too little work
   */
  void follow(long number, byte[] newest) throws NodeFailure {
    if (number < 0 || number > HIGHEST || newest.length != CoinHeader.SIZE) {
      throw new NodeFailure(Kind.MALFORMED, "has a newest block that is none");
    }
    try {
      CoinHeader tip = CoinHeader.parse(newest);
      CoinHeader same = known(number);
      if (same != null && same.hash().equals(tip.hash())) {
        headers = new ArrayList<>(headers.subList(0, (int) (number - base) + 1));
      } else if (headers.isEmpty() || number > top() + LONG_PAUSE) {
        begin(number, tip);
      } else {
        join(number, tip);
      }
    } catch (MalformedData e) {
      throw new NodeFailure(
          Kind.MALFORMED, "has a chain that cannot be believed: " + e.getMessage());
    }
  }

  private void begin(long number, CoinHeader tip) throws NodeFailure {
    long start = rules.start(number);
    replace(start, List.of(), fetched(start, number), tip);
  }

  /** Looks for the block that the two have in common, and puts the others on top of it. */
  private void join(long number, CoinHeader tip) throws NodeFailure {
    long back = 0;
    while (true) {
      long from = Math.min(top() + 1, number) - back;
      CoinHeader below = known(from - 1);
      if (below == null) {
        begin(number, tip);
        return;
      }
      byte[] above = fetched(from, number);
      if (CoinHeader.parse(above).parent().equals(below.hash())) {
        replace(base, headers.subList(0, (int) (from - base)), above, tip);
        return;
      }
      back = Math.max(8, back * 4);
    }
  }

  /** Nothing is changed before all of it is checked. */
  private void replace(long start, List<CoinHeader> kept, byte[] above, CoinHeader tip)
      throws NodeFailure {
    List<CoinHeader> next = new ArrayList<>(kept);
    for (int at = 0; at < above.length; at += CoinHeader.SIZE) {
      byte[] bytes = Arrays.copyOfRange(above, at, at + CoinHeader.SIZE);
      CoinHeader header = CoinHeader.parse(bytes);
      if (!next.isEmpty() && !header.parent().equals(next.getLast().hash())) {
        throw new MalformedData("block %d is not on top".formatted(start + next.size()));
      }
      rules.check(start + next.size(), header, bytes, number -> at(next, start, number));
      next.add(header);
    }
    if (!next.getLast().hash().equals(tip.hash())) {
      throw new NodeFailure(Kind.MOVED, "was given another newest block meanwhile");
    }
    headers = next;
    base = start;
  }

  /**
   * The header of this number.
   *
   * @throws NodeFailure where the server has none that leads up to its newest
   */
  CoinHeader header(long number) throws NodeFailure {
    if (headers.isEmpty() || number < 0 || number > top()) {
      throw new NodeFailure(Kind.REFUSED, "has no block " + number);
    }
    try {
      while (number < base) {
        extendDown(Math.max(0, base - AT_ONCE));
      }
    } catch (MalformedData e) {
      throw new NodeFailure(
          Kind.MALFORMED, "has a chain that cannot be believed: " + e.getMessage());
    }
    return headers.get((int) (number - base));
  }

  /** Whoever made these made those above: they are named by them. */
  private void extendDown(long from) throws NodeFailure {
    byte[] below = fetched(from, base - 1);
    List<CoinHeader> next = new ArrayList<>();
    for (int at = 0; at < below.length; at += CoinHeader.SIZE) {
      next.add(CoinHeader.parse(Arrays.copyOfRange(below, at, at + CoinHeader.SIZE)));
    }
    String named = headers.getFirst().parent();
    for (CoinHeader header : next.reversed()) {
      if (!header.hash().equals(named)) {
        throw new MalformedData("what is below block %d does not lead up to it".formatted(base));
      }
      named = header.parent();
    }
    next.addAll(headers);
    headers = next;
    base = from;
  }

  /** The work above this number. */
  BigInteger workAbove(long number) throws NodeFailure {
    if (number < top()) {
      header(Math.max(0, number + 1));
    }
    BigInteger sum = BigInteger.ZERO;
    for (long i = Math.max(0, number + 1); i <= top(); i++) {
      sum = sum.add(WorkRules.work(headers.get((int) (i - base))));
    }
    return sum;
  }

  private @Nullable CoinHeader known(long number) {
    return at(headers, base, number);
  }

  private static @Nullable CoinHeader at(List<CoinHeader> list, long base, long number) {
    return number < base || number >= base + list.size() ? null : list.get((int) (number - base));
  }

  private byte[] fetched(long from, long to) throws NodeFailure {
    int count = Math.toIntExact(to - from + 1);
    byte[] all = new byte[count * CoinHeader.SIZE];
    int read = 0;
    while (read < count) {
      byte[] part = fetch.headers(from + read, Math.min(AT_ONCE, count - read));
      int got = part.length / CoinHeader.SIZE;
      if (got == 0 || part.length % CoinHeader.SIZE != 0 || got > count - read) {
        throw new NodeFailure(Kind.MALFORMED, "left out headers that were asked for");
      }
      System.arraycopy(part, 0, all, read * CoinHeader.SIZE, part.length);
      read += got;
    }
    return all;
  }
}
