package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SpendingPolicy.Destination;
import io.aureus.money.Chain;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of destinations for a command at the machine, beside a running program or without. */
public final class DestinationList {
  private final KeyRows keys;
  private final PolicyRows rows;

  public DestinationList(JdbcClient jdbc) {
    this.keys = new KeyRows(jdbc);
    this.rows = new PolicyRows(jdbc);
  }

  /** Whether the signer's memory is here: else what is put here binds nobody. */
  public boolean isHere() {
    return keys.seed().isPresent();
  }

  /**
   * Puts a destination on a merchant's list; the delay of new destinations counts from now at the
   * latest.
   *
   * @param networks the chain as it is on each network of its own
   * @return the address in its usual spelling
   * @throws Refusal {@code BAD_REQUEST} where it is an address on none of them
   */
  public String add(
      String merchant, List<Chain> networks, String address, String actor, Instant now) {
    Refusal wrong = new Refusal(ErrorCode.BAD_REQUEST, "there is no such chain");
    for (Chain chain : networks) {
      try {
        String normal = PaidAddress.normal(chain, address.strip());
        // Before the list: killed in between, the destination is known and not yet allowed.
        rows.seen(merchant, chain.code(), normal, now);
        rows.add(merchant, new Destination(chain.code(), normal, "", actor, now));
        return normal;
      } catch (Refusal refusal) {
        wrong = new Refusal(ErrorCode.BAD_REQUEST, refusal.words());
      }
    }
    throw wrong;
  }
}
