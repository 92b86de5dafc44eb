package io.aureus.orders;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes refund links. Changes are made under the lock of their order. */
final class RefundLinkRows {
  private final JdbcClient jdbc;
  private final Catalogue catalogue;

  RefundLinkRows(JdbcClient jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  record Link(OrderId order, Asset asset, @Nullable String address, boolean isClosed) {}

  /**
   * What the payer's wallet may take by itself.
   *
   * @param units of the asset
   * @param actor who asks for the refund thereby
   */
  record Claimable(BigInteger units, String actor) {}

  /**
   * One that is there.
   *
   * @param hash of its key, in hexadecimal
   * @param isOpen whether no refund was asked for since
   */
  record Claim(OrderId order, Amount amount, String actor, String hash, boolean isOpen) {}

  /**
   * @param claim null where the payer's wallet takes nothing by itself
   */
  void add(
      String token,
      OrderId order,
      Asset asset,
      Instant now,
      Instant ends,
      @Nullable Claimable claim) {
    jdbc.sql(
            """
            update refund_link set expires_at = :now
             where order_id = :order and closed_at is null and expires_at > :now
            """)
        .param("now", OrderRows.time(now))
        .param("order", order.value())
        .update();
    jdbc.sql(
            """
            insert into refund_link (token_hash, order_id, asset, made_at, expires_at, claim_hash,
              claim_units, claim_actor)
            values (decode(?, 'hex'), ?, ?, ?, ?, decode(?, 'hex'), ?::numeric, ?)
            """)
        .param(CheckoutTokens.hash(token))
        .param(order.value())
        .param(asset.code())
        .param(OrderRows.time(now))
        .param(OrderRows.time(ends))
        .param(claim == null ? null : CheckoutTokens.hash(CheckoutTokens.claimKey(token)))
        .param(claim == null ? null : claim.units().toString())
        .param(claim == null ? null : claim.actor())
        .update();
  }

  /**
   * What may be taken by a key. Looked up by its hash, so that no comparison tells how much of a
   * guess was right.
   */
  Optional<Claim> claim(String key, Instant now) {
    String hash = CheckoutTokens.hash(key);
    return jdbc.sql(
            """
            select * from refund_link where claim_hash = decode(?, 'hex') and expires_at > ?
            """)
        .param(hash)
        .param(OrderRows.time(now))
        .query(
            (rs, n) ->
                new Claim(
                    new OrderId(rs.getString("order_id")),
                    new Amount(
                        catalogue.known(rs.getString("asset")),
                        rs.getBigDecimal("claim_units").toBigIntegerExact()),
                    rs.getString("claim_actor"),
                    hash,
                    rs.getObject("closed_at") == null))
        .optional();
  }

  Optional<Link> find(String token, Instant now) {
    return jdbc.sql(
            """
            select * from refund_link where token_hash = decode(?, 'hex') and expires_at > ?
            """)
        .param(CheckoutTokens.hash(token))
        .param(OrderRows.time(now))
        .query(
            (rs, n) ->
                new Link(
                    new OrderId(rs.getString("order_id")),
                    catalogue.known(rs.getString("asset")),
                    rs.getString("address"),
                    rs.getObject("closed_at") != null))
        .optional();
  }

  void give(String token, String address) {
    jdbc.sql("update refund_link set address = ? where token_hash = decode(?, 'hex')")
        .param(address)
        .param(CheckoutTokens.hash(token))
        .update();
  }

  /** From now on the address stands. */
  void close(OrderId order, Instant now) {
    jdbc.sql("update refund_link set closed_at = ? where order_id = ? and closed_at is null")
        .param(OrderRows.time(now))
        .param(order.value())
        .update();
  }

  /** The address that the payer gave last, where it is of this chain. */
  Optional<String> address(OrderId order, Chain chain) {
    return jdbc
        .sql(
            """
            select asset, address from refund_link
             where order_id = ? and address is not null
             order by made_at desc
            """)
        .param(order.value())
        .query((rs, n) -> new Link(order, catalogue.known(rs.getString(1)), rs.getString(2), false))
        .list()
        .stream()
        .filter(link -> link.asset().chain().code().equals(chain.code()))
        .map(Link::address)
        .map(String::valueOf)
        .findFirst();
  }
}
