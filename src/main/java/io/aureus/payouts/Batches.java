package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.AccountNetwork.Moved;
import io.aureus.money.Amount;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a payout moved by what the token tells, since a block that holds the call does not say that
 * anything moved: some tokens answer false instead of failing, some keep a part. And the table
 * {@code sweep_share}: which addresses a sweep of many empties, and what came of each.
 */
final class Batches {
  private final JdbcClient jdbc;
  private final AccountNetwork network;

  Batches(JdbcClient jdbc, AccountNetwork network) {
    this.jdbc = jdbc;
    this.network = network;
  }

  /**
   * What came of it.
   *
   * @param moved what each address of a sweep of many sent, in the spelling of the share; 0 where
   *     it was left out
   * @param words for people; empty where there is nothing to say
   * @param movedNothing whether a single payment moved nothing, though the call did not fail
   * @param lacks what of a single payment did not arrive, for people; empty where all did
   */
  record Outcome(Map<String, BigInteger> moved, String words, boolean movedNothing, String lacks) {
    private static Outcome plain(String words, boolean movedNothing, String lacks) {
      return new Outcome(Map.of(), words, movedNothing, lacks);
    }
  }

  void insert(PayoutId id, List<Share> shares) {
    for (Share share : shares) {
      jdbc.sql(
              """
              insert into sweep_share (payout_id, source, address, units, account_nonce)
              values (?, ?, ?, ?::numeric, ?)
              """)
          .params(UUID.fromString(id.value()), share.source(), share.address())
          .params(share.units().toString(), share.nonce())
          .update();
    }
  }

  /** In the order of their indexes; none where the payout is no sweep of many. */
  List<Share> of(PayoutId id) {
    return jdbc.sql("select * from sweep_share where payout_id = ? order by source::bigint")
        .param(UUID.fromString(id.value()))
        .query(
            (row, n) ->
                new Share(
                    row.getString("source"),
                    row.getString("address"),
                    row.getBigDecimal("units").toBigIntegerExact(),
                    row.getLong("account_nonce")))
        .list();
  }

  /** Asks a node, where it must. */
  Outcome outcome(Payout payout, String hash, boolean succeeded) {
    List<Share> shares = payout.kind() == PayoutKind.SWEEP ? of(payout.id()) : List.of();
    if (shares.isEmpty()) {
      return succeeded && !payout.amount().asset().isNative()
          ? single(payout.amount(), payout.destination(), hash)
          : Outcome.plain("", false, "");
    }
    List<Moved> told = succeeded ? network.moved(payout.amount().asset(), hash) : List.<Moved>of();
    Map<String, BigInteger> moved = new HashMap<>();
    for (Share share : shares) {
      BigInteger sum =
          told.stream()
              .filter(one -> one.from().equalsIgnoreCase(share.address()))
              .filter(one -> one.to().equalsIgnoreCase(payout.destination()))
              .map(Moved::units)
              .reduce(BigInteger.ZERO, BigInteger::add);
      moved.put(share.address(), sum);
    }
    long swept = moved.values().stream().filter(units -> units.signum() > 0).count();
    String words = "; %d of %d addresses were swept".formatted(swept, shares.size());
    return new Outcome(moved, words, false, "");
  }

  private Outcome single(Amount amount, String destination, String hash) {
    List<Moved> told =
        network.moved(amount.asset(), hash).stream()
            .filter(one -> one.units().signum() > 0)
            .toList();
    if (told.isEmpty()) {
      return Outcome.plain("; but the token moved nothing, though it did not fail", true, "");
    }
    BigInteger arrived =
        told.stream()
            .filter(one -> one.to().equalsIgnoreCase(destination))
            .map(Moved::units)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (arrived.equals(amount.units())) {
      return Outcome.plain("", false, "");
    }
    String lacks =
        "%s %s arrived, not %s: by the token's own words"
            .formatted(
                new Amount(amount.asset(), arrived).text(), amount.asset().code(), amount.text());
    return Outcome.plain("; but " + lacks, false, lacks);
  }

  /** Inside the transaction that says that a block holds it. */
  void note(PayoutId id, Outcome outcome) {
    outcome
        .moved()
        .forEach(
            (address, units) ->
                jdbc.sql(
                        """
                        update sweep_share set moved = ?::numeric
                        where payout_id = ? and address = ?
                        """)
                    .params(units.toString(), UUID.fromString(id.value()), address)
                    .update());
  }

  /** No block holds it any more. */
  void forget(PayoutId id) {
    jdbc.sql("update sweep_share set moved = null where payout_id = ?")
        .param(UUID.fromString(id.value()))
        .update();
  }
}
