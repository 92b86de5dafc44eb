package io.aureus.payouts;

import io.aureus.chains.AccountNetwork.GasPrice;
import io.aureus.money.Chain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The numbers of our senders' transactions. A number belongs to one payout; where nothing was
 * signed for it, it can be given back, and then it is the next one to be taken.
 */
final class Places {
  /**
   * @param nonce the transaction's number in its sender's row
   */
  record Place(String chain, String address, long nonce, Gas gas) {}

  /**
   * What a transaction may cost.
   *
   * @param maxFee for one gas, {@code priority} of it for the miner
   */
  record Gas(long limit, BigInteger maxFee, BigInteger priority) {
    /** In the native coin's smallest unit. */
    BigInteger most() {
      return maxFee.multiply(BigInteger.valueOf(limit));
    }

    /**
     * What to ask an operator for who lacks so much: rounded up to one digit, since the price will
     * have moved until it is there; 0 for nothing.
     */
    static BigInteger generous(BigInteger missing) {
      return new BigDecimal(missing.max(BigInteger.ZERO))
          .round(new MathContext(1, RoundingMode.CEILING))
          .toBigIntegerExact();
    }

    static Gas of(long limit, GasPrice price) {
      return new Gas(limit, price.base().shiftLeft(1).add(price.priority()), price.priority());
    }
  }

  private final JdbcClient jdbc;

  Places(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Place> of(PayoutId id) {
    return jdbc.sql("select * from payout_place where payout_id = ?")
        .param(uuid(id))
        .query(
            (row, n) ->
                new Place(
                    row.getString("chain"),
                    row.getString("address"),
                    row.getLong("nonce"),
                    new Gas(
                        row.getLong("gas_limit"),
                        row.getBigDecimal("max_fee").toBigIntegerExact(),
                        row.getBigDecimal("priority").toBigIntegerExact())))
        .optional();
  }

  /** Locks the sender inside the current transaction: one at a time takes and counts. */
  void lock(Chain chain, String address, long chainNonce) {
    jdbc.sql(
            """
            insert into sender_nonce (chain, address, next) values (?, ?, ?)
            on conflict do nothing
            """)
        .params(chain.code(), address, chainNonce)
        .update();
    jdbc.sql("select next from sender_nonce where chain = ? and address = ? for update")
        .params(chain.code(), address)
        .query(Long.class)
        .single();
  }

  /**
   * What the sender has promised and is not final, by asset; gas in the native coin. What a block
   * holds already counts as well: the balance may have been read before that block.
   */
  Map<String, BigInteger> promised(Chain chain, String address, String nativeAsset) {
    Map<String, BigInteger> promised = new HashMap<>();
    jdbc.sql(
            """
            select p.asset,
              coalesce(sum(p.units) filter (where p.source <> 'orders'), 0) as units,
              sum(x.gas_limit * x.max_fee) as gas
            from payout_place x join payout p on p.id = x.payout_id
            where x.chain = ? and x.address = ?
              and p.state in ('BUILT', 'SIGNED', 'BROADCASTING', 'UNCLEAR', 'SEEN')
            group by p.asset
            """)
        .params(chain.code(), address)
        .query(
            row -> {
              promised.merge(
                  row.getString("asset"), whole(row.getBigDecimal("units")), BigInteger::add);
              promised.merge(nativeAsset, whole(row.getBigDecimal("gas")), BigInteger::add);
            });
    return promised;
  }

  /**
   * The most gas of the chain's transactions that the signer may not have counted yet, in the
   * native coin's smallest unit.
   *
   * @param since when the signer was asked for its count: what was signed after that may be missing
   *     in it too
   */
  BigInteger uncounted(Chain chain, Instant since) {
    return jdbc.sql(
            """
            select coalesce(sum(x.gas_limit * x.max_fee), 0)
            from payout_place x join payout p on p.id = x.payout_id
            where x.chain = ? and p.state in ('BUILT', 'SIGNED', 'BROADCASTING', 'UNCLEAR')
              and (p.state = 'BUILT' or exists (
                select 1 from payout_signed s where s.payout_id = p.id and s.signed_at >= ?))
            """)
        .params(chain.code(), since.atOffset(ZoneOffset.UTC))
        .query((row, n) -> whole(row.getBigDecimal(1)))
        .single();
  }

  /** Takes the lowest free number; the sender must be locked. */
  void take(Chain chain, String address, long chainNonce, PayoutId id, Gas gas) {
    Optional<Long> returned =
        jdbc.sql(
                """
                select min(nonce) from payout_place
                where chain = ? and address = ? and payout_id is null and nonce >= ?
                having min(nonce) is not null
                """)
            .params(chain.code(), address, chainNonce)
            .query(Long.class)
            .optional();
    long nonce = returned.orElseGet(() -> next(chain, address, chainNonce));
    jdbc.sql(
            """
            insert into payout_place
                   (chain, address, nonce, payout_id, gas_limit, max_fee, priority)
            values (?, ?, ?, ?, ?, ?::numeric, ?::numeric)
            on conflict (chain, address, nonce) do update
              set payout_id = excluded.payout_id, given_back_at = null,
                  gas_limit = excluded.gas_limit, max_fee = excluded.max_fee,
                  priority = excluded.priority
              where payout_place.payout_id is null
            """)
        .params(chain.code(), address, nonce, uuid(id), gas.limit())
        .param(gas.maxFee().toString())
        .param(gas.priority().toString())
        .update();
  }

  /**
   * Whether so many of the sender's numbers are taken and in no block. A number that holds up later
   * ones may be taken all the same: it lets them go on.
   *
   * @param chainNonce the chain's count of the sender's transactions; 0 where it was not asked, and
   *     then what is in a block counts until we have seen it there
   */
  boolean isFull(Chain chain, String address, long chainNonce, int most) {
    return jdbc.sql(
                """
            select count(*) >= :most from payout p join payout_place x on x.payout_id = p.id
            where p.state in ('BUILT', 'SIGNED', 'BROADCASTING', 'UNCLEAR')
              and (p.state <> 'UNCLEAR' or p.hold_reason = '')
              and x.chain = :chain and x.address = :address and x.nonce >= :nonce
            """)
            .param("most", most)
            .param("chain", chain.code())
            .param("address", address)
            .param("nonce", chainNonce)
            .query(Boolean.class)
            .single()
        && !hasGap(chain, address, chainNonce);
  }

  /** Gives back the number of a payout for which nothing was signed. */
  void giveBack(PayoutId id, Instant now) {
    jdbc.sql(
            """
            update payout_place set payout_id = null, given_back_at = ?
            where payout_id = ?
              and not exists (select 1 from payout_signed s where s.payout_id = ?)
            """)
        .params(now.atOffset(ZoneOffset.UTC), uuid(id), uuid(id))
        .update();
  }

  /** Whether a number was given back before then, and nobody has taken it. */
  boolean mayHaveGap(Chain chain, String address, Instant before) {
    return jdbc.sql(
            """
            select exists (
              select 1 from payout_place
              where chain = ? and address = ? and payout_id is null and given_back_at < ?)
            """)
        .params(chain.code(), address, before.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  /** Whether a number that was given back holds up later ones that are taken. */
  boolean hasGap(Chain chain, String address, long chainNonce) {
    return jdbc.sql(
            """
            select exists (
              select 1 from payout_place free
              where free.chain = :chain and free.address = :address and free.payout_id is null
                and free.nonce >= :nonce
                and exists (
                  select 1 from payout_place later
                  where later.chain = free.chain and later.address = free.address
                    and later.payout_id is not null and later.nonce > free.nonce))
            """)
        .param("chain", chain.code())
        .param("address", address)
        .param("nonce", chainNonce)
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether the chain counts fewer transactions of the sender than we have signed with its own key:
   * one of them is still to come, or to come back after a reorganisation.
   *
   * @param chainNonce asked only where we have signed at all
   */
  boolean isBehind(Chain chain, String address, LongSupplier chainNonce) {
    long afterSigned =
        jdbc.sql(
                """
                select coalesce(max(nonce) + 1, 0) from payout_signed
                where chain = ? and address = ?
                """)
            .params(chain.code(), address)
            .query(Long.class)
            .single();
    return afterSigned > 0 && chainNonce.getAsLong() < afterSigned;
  }

  private long next(Chain chain, String address, long chainNonce) {
    return jdbc.sql(
            """
            update sender_nonce set next = greatest(next, ?) + 1
            where chain = ? and address = ? returning next - 1
            """)
        .params(chainNonce, chain.code(), address)
        .query(Long.class)
        .single();
  }

  private static BigInteger whole(BigDecimal value) {
    return value.toBigIntegerExact();
  }

  private static UUID uuid(PayoutId id) {
    return UUID.fromString(id.value());
  }
}
