package io.aureus.wallets;

import io.aureus.chains.Watchlist;
import io.aureus.keys.OwnAccount;
import io.aureus.money.Chain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The addresses for change of merchants' wallets that are watched though no draft took them: a
 * wallet program sends its own change there, and the next payment may spend nothing but that.
 */
final class ChangeGap {
  /** Addresses beyond the last used one, as wallet programs look for them. */
  static final int SIZE = 20;

  /** Whether change went there, or may have on the machine before a restore. */
  private static final String USED =
      """
      (c.taken_for is not null or c.used
        or exists (select 1 from transfer t where t.to_address = c.address))
      """;

  private final JdbcClient jdbc;
  private final Watchlist watchlist;

  /** A wallet of an account's key. */
  record Wallet(long id, String family, String accountKey) {}

  ChangeGap(JdbcClient jdbc, Watchlist watchlist) {
    this.jdbc = jdbc;
    this.watchlist = watchlist;
  }

  /** Wallets that have fewer than {@link #SIZE} watched after the last used one. */
  List<Wallet> shortOnes(Collection<String> families) {
    return jdbc.sql(
            """
            select w.id, w.family, w.account_key from own_wallet w
            where w.kind = 'XPUB' and w.family = any(?::text[])
              and coalesce((select max(c.position) from own_change c
                            where c.wallet = w.id and c.is_change), -1)
                < ? + coalesce((select max(c.position) from own_change c
                            where c.wallet = w.id and c.is_change and %s), -1)
            order by w.id
            """
                .formatted(USED))
        .param(families.toArray(String[]::new))
        .param(SIZE)
        .query((row, n) -> new Wallet(row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** Others who would take one or watch more wait for the end of the current transaction. */
  void lock(long wallet) {
    jdbc.sql("select 1 from own_wallet where id = ? for no key update")
        .param(wallet)
        .query(Integer.class)
        .single();
  }

  /** The first that nothing went to and that nothing is to go to. The wallet is locked. */
  long next(long wallet) {
    return jdbc.sql(
            """
            select coalesce(max(c.position) + 1, 0) from own_change c
            where c.wallet = ? and c.is_change and %s
            """
                .formatted(USED))
        .param(wallet)
        .query(Long.class)
        .single();
  }

  /** Watches as many as there should be. The wallet is locked. */
  void fill(long wallet, Chain chain, OwnAccount account) {
    if (!account.hasChange()) {
      return;
    }
    long from =
        jdbc.sql(
                """
                select coalesce(max(position) + 1, 0) from own_change where wallet = ? and is_change
                """)
            .param(wallet)
            .query(Long.class)
            .single();
    long end = next(wallet) + SIZE;
    List<String> addresses = new ArrayList<>();
    for (long index = from; index < end; index++) {
      String address = account.address(true, index);
      insert(chain.family(), address, wallet, index);
      addresses.add(address);
    }
    watchlist.watchSenders(chain.family(), addresses);
  }

  private void insert(String family, String address, long wallet, long index) {
    jdbc.sql(
            """
            insert into own_change (family, address, wallet, is_change, position)
            select ?, ?, ?, true, ?
            where not exists (select 1 from own_address where family = ? and address = ?)
            on conflict do nothing
            """)
        .params(family, address, wallet, index, family, address)
        .update();
  }
}
