package io.aureus.keys;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code signing}, {@code signing_place} and {@code signing_gas}. */
final class SigningRows {
  /**
   * What a payout was signed for: all of it stays the same for ever.
   *
   * @param merchant empty for our own
   * @param sender the address that it leaves from
   * @param accounts indexes that a sponsored sweep empties, in words; empty otherwise
   */
  record Subject(
      String payout,
      String purpose,
      String merchant,
      String chain,
      String asset,
      BigInteger units,
      String destination,
      String sender,
      String accounts) {}

  private final JdbcClient jdbc;

  SigningRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The same database's memory of coins. */
  CoinMemoryRows ofCoins() {
    return new CoinMemoryRows(jdbc);
  }

  /** Remembers the subject of a payout that was never signed; answers the one that stands. */
  Subject remember(Subject subject, Instant now) {
    jdbc.sql(
            """
            insert into signing (payout, purpose, merchant, chain, asset, units, destination,
              sender, accounts, first_signed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
            """)
        .params(
            subject.payout(),
            subject.purpose(),
            subject.merchant(),
            subject.chain(),
            subject.asset(),
            new BigDecimal(subject.units()),
            subject.destination(),
            subject.sender(),
            subject.accounts(),
            now.atOffset(ZoneOffset.UTC))
        .update();
    return jdbc.sql(
            """
            select payout, purpose, merchant, chain, asset, units, destination, sender, accounts
            from signing where payout = ?\
            """)
        .param(subject.payout())
        .query(
            (row, n) ->
                new Subject(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getBigDecimal(6).toBigIntegerExact(),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9)))
        .single();
  }

  /** Whether the payout was signed for this place before. */
  boolean hasPlace(String payout, long nonce) {
    return jdbc.sql("select exists (select 1 from signing_place where payout = ? and nonce = ?)")
        .params(payout, nonce)
        .query(Boolean.class)
        .single();
  }

  /** Changes nothing where the payout was signed for this place before. */
  void takePlace(Subject subject, long nonce, Instant now) {
    jdbc.sql(
            """
            insert into signing_place (payout, nonce, asset, units, purpose, signed_at)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing\
            """)
        .params(
            subject.payout(),
            nonce,
            subject.asset(),
            new BigDecimal(subject.units()),
            subject.purpose(),
            now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The most gas that was signed for of a sender's number, in the chain's own coin. */
  BigInteger gas(Subject subject, long nonce) {
    return jdbc.sql(
            """
            select coalesce(sum(units), 0) from signing_gas
            where chain = ? and sender = ? and nonce = ?\
            """)
        .params(subject.chain(), subject.sender(), nonce)
        .query(BigDecimal.class)
        .single()
        .toBigIntegerExact();
  }

  /** Counts so much more than {@link #gas}. */
  void countGas(Subject subject, long nonce, BigInteger more, Instant now) {
    jdbc.sql(
            """
            insert into signing_gas (chain, sender, nonce, payout, units, signed_at)
            values (?, ?, ?, ?, ?, ?)\
            """)
        .params(subject.chain(), subject.sender(), nonce, subject.payout())
        .params(new BigDecimal(more), now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
