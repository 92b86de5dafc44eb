package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import io.aureus.money.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of a record without an index: of a node that can only tell all of it, sorted by the
 * time when each payment came in, which is before it was settled. So one may turn up late among
 * those that were told already, grow by another part, or vanish with its channel.
 *
 * <p>A place is the last one that was told, and digests of all up to it and of all that was older
 * than some ages by then. Where the first differs, the youngest that fits says from where on the
 * record is told again; where none fits, all of it.
 */
final class WholeHistory {
  /** So many in a page at most. */
  static final int PAGE = 500;

  private static final List<Duration> AGES =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(30));

  private static final Pattern PLACE =
      Pattern.compile("whole:(-?\\d{1,12}):([0-9a-f]{64})((?::[0-9a-f]{16}){" + AGES.size() + "})");

  private final List<SettledInvoice> all;

  /**
   * @param all that the record has now, as the node sorts them
   */
  WholeHistory(List<SettledInvoice> all) {
    // Within a second they stay as the node has them, which seldom puts one before others.
    this.all = all.stream().sorted(Comparator.comparing(SettledInvoice::at)).toList();
  }

  /**
   * @param place {@link Settlements#START} or what a page told as its next. What is neither was
   *     told by another node: then all is told
   */
  Settlements.Page after(String place) {
    return after(place, PAGE);
  }

  /**
   * The same with another length.
   *
   * @param most payments in the page, 1 or more
   */
  Settlements.Page after(String place, int most) {
    Matcher matcher = PLACE.matcher(place);
    int from = matcher.matches() ? told(matcher) : 0;
    int to = Math.min(from + most, all.size());
    String next = to == 0 ? Settlements.START : place(all.get(to - 1));
    return new Settlements.Page(all.subList(from, to), next, to == all.size());
  }

  /** How many of the first were told, and are as they were then. */
  private int told(Matcher place) {
    Instant at = Instant.ofEpochSecond(Long.parseLong(place.group(1)));
    String[] digests = place.group(3).substring(1).split(":", -1);
    for (int i = 0; i < digests.length; i++) {
      int count = count(at, place.group(2), AGES.get(i));
      if (digest(count).equals(digests[i])) {
        return count;
      }
    }
    return 0;
  }

  private String place(SettledInvoice last) {
    StringBuilder place = new StringBuilder("whole:");
    place.append(last.at().getEpochSecond()).append(':').append(last.paymentHash());
    for (Duration age : AGES) {
      place.append(':').append(digest(count(last.at(), last.paymentHash(), age)));
    }
    return place.toString();
  }

  /**
   * How many there are up to a place, or of any age up to then.
   *
   * @param hash of the last one of the place
   */
  private int count(Instant at, String hash, Duration age) {
    Instant oldest = at.minus(age);
    int count = 0;
    for (SettledInvoice one : all) {
      if (one.at().isAfter(oldest)) {
        break;
      }
      count++;
      if (age.isZero() && one.at().equals(at) && one.paymentHash().equals(hash)) {
        break;
      }
    }
    return count;
  }

  /** In any order it is the same; 64 bits show any change that nobody makes on purpose. */
  private String digest(int count) {
    MessageDigest sha256 = Sha256.digest();
    long digest = count;
    for (SettledInvoice one : all.subList(0, count)) {
      String line = one.paymentHash() + ' ' + one.millisatoshi() + ' ' + one.at().getEpochSecond();
      digest ^= ByteBuffer.wrap(sha256.digest(line.getBytes(StandardCharsets.US_ASCII))).getLong();
    }
    return HexFormat.of().toHexDigits(digest);
  }
}
