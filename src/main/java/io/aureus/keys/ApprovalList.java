package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.PolicyRows.Approved;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What waits for a second person, for a command at the signer's machine: no gateway is asked, and
 * none can say yes in that person's place.
 */
public final class ApprovalList {
  /** A payout that still waits is asked for every few seconds. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private static final int MOST = 100;

  private final KeyRows keys;
  private final PolicyRows rows;
  private final WantedRows wanted;

  public ApprovalList(JdbcClient jdbc) {
    this.keys = new KeyRows(jdbc);
    this.rows = new PolicyRows(jdbc);
    this.wanted = new WantedRows(jdbc);
  }

  /**
   * What is asked for, as it was first told.
   *
   * @param purpose of {@link Signer.Purpose}
   * @param units in the asset's smallest unit, and {@code shown} as people read it
   * @param destination in its usual spelling
   */
  public record Wanted(
      String payout,
      String purpose,
      String merchant,
      String chain,
      String asset,
      BigInteger units,
      String shown,
      String destination,
      Instant askedAt) {}

  /** Whether the signer's memory is here: else what is approved here binds nobody. */
  public boolean isHere() {
    return keys.seed().isPresent();
  }

  /** The newest 100 that were asked for within a day. */
  public List<Wanted> waiting(Instant now) {
    return wanted.since(now.minus(FORGOTTEN), MOST);
  }

  /** How many of them there are in all. */
  public long count(Instant now) {
    return wanted.count(now.minus(FORGOTTEN));
  }

  /**
   * Approves a payout with the amount and the destination that it is listed with, and no other.
   *
   * @param actor who does it
   * @throws Refusal {@code NOT_FOUND} where the signer was never asked for it
   */
  public Wanted approve(String payout, String actor, Instant now) {
    Wanted what =
        wanted
            .of(payout)
            .orElseThrow(
                () ->
                    new Refusal(
                        ErrorCode.NOT_FOUND, "no payout " + payout + " waits for a second person"));
    Approved approved = new Approved(what.asset(), what.units(), what.destination(), false);
    if (!rows.approve(payout, approved, List.of("gateway", actor), now).equals(approved)) {
      throw new Refusal(
          ErrorCode.CONFLICT, "it was approved with another amount or destination before");
    }
    return what;
  }
}
