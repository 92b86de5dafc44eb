package io.aureus.orders;

import io.aureus.money.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checkout tokens: 256 random bits, of which only the hash is kept. */
final class CheckoutTokens {
  private final JdbcClient jdbc;
  private final RandomGenerator random;
  private final Clock clock;

  CheckoutTokens(JdbcClient jdbc, RandomGenerator random, Clock clock) {
    this.jdbc = jdbc;
    this.random = random;
    this.clock = clock;
  }

  /** 43 characters of {@code [A-Za-z0-9_-]}: plugins paste it raw into a URL. */
  String fresh() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String hash(String token) {
    return Sha256.hex(token);
  }

  /**
   * What a payer's wallet names to take the refund of a link, in 64 hexadecimal digits: whoever
   * knows it does not know the link.
   */
  static String claimKey(String token) {
    return hash("lnurl-withdraw " + token);
  }

  /** One more token for an order. */
  void add(String token, OrderId order, Instant ends) {
    jdbc.sql("insert into checkout_token values (decode(?, 'hex'), ?, ?)")
        .param(hash(token))
        .param(order.value())
        .param(OrderRows.time(ends))
        .update();
  }

  /** Forgets some of the tokens that ended before then. */
  int forget(Instant before, int most) {
    return jdbc.sql(
            """
            delete from checkout_token where token_hash in (
              select token_hash from checkout_token where expires_at < ? limit ?)
            """)
        .params(OrderRows.time(before), most)
        .update();
  }

  /** The order of a token that has not ended. */
  Optional<OrderId> orderOf(String token) {
    return jdbc.sql(
            """
            select order_id from checkout_token
             where token_hash = decode(?, 'hex') and expires_at > ?
            """)
        .param(hash(token))
        .param(OrderRows.time(clock.instant()))
        .query(String.class)
        .optional()
        .map(OrderId::new);
  }
}
