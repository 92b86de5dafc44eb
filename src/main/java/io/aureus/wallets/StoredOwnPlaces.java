package io.aureus.wallets;

import io.aureus.chains.Watchlist;
import io.aureus.keys.OwnAccount;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads {@code own_address} and writes {@code own_change}. */
final class StoredOwnPlaces implements OwnPlaces {
  private static final int MOST_TAKEN_ELSEWHERE = 100;

  private final JdbcClient jdbc;
  private final Watchlist watchlist;
  private final ChangeGap gap;

  StoredOwnPlaces(JdbcClient jdbc, Watchlist watchlist) {
    this.jdbc = jdbc;
    this.watchlist = watchlist;
    this.gap = new ChangeGap(jdbc, watchlist);
  }

  @Override
  public List<Place> of(MerchantId merchant, Chain chain) {
    return jdbc.sql(
            """
            select a.address, a.wallet, w.account_key, false as is_change, a.position, a.order_id
            from own_address a join own_wallet w on w.id = a.wallet
            where w.merchant_id = :merchant and w.family = :family
            union all
            select c.address, c.wallet, w.account_key, c.is_change, c.position, null
            from own_change c join own_wallet w on w.id = c.wallet
            where w.merchant_id = :merchant and w.family = :family
            """)
        .param("merchant", merchant.value())
        .param("family", chain.family())
        .query((row, n) -> place(row))
        .list();
  }

  @Override
  public Optional<Long> wallet(MerchantId merchant, Chain chain) {
    return jdbc.sql(
            """
            select id from own_wallet where merchant_id = ? and family = ? and kind = 'XPUB'
            order by active desc, id desc limit 1
            """)
        .params(merchant.value(), chain.family())
        .query(Long.class)
        .optional();
  }

  @Override
  public Place change(long wallet, Chain chain, String takenFor) {
    // Others who would take one wait here.
    String key =
        jdbc.sql("select account_key from own_wallet where id = ? for no key update")
            .param(wallet)
            .query(String.class)
            .single();
    Optional<Place> taken = taken(takenFor);
    if (taken.isPresent()) {
      return taken.get();
    }
    OwnAccount account = OwnAccount.read(chain, key);
    for (int i = 0; i < MOST_TAKEN_ELSEWHERE; i++) {
      long index = account.hasChange() ? gap.next(wallet) + i : nextPayment(wallet);
      String address = account.address(account.hasChange(), index);
      if (insert(chain.family(), address, wallet, account.hasChange(), index, takenFor)) {
        watchlist.watchSenders(chain.family(), List.of(address));
        gap.fill(wallet, chain, account);
        return new Place(address, wallet, key, account.hasChange(), index, null);
      }
    }
    throw new IllegalStateException("the addresses for change of wallet " + wallet + " are taken");
  }

  private boolean insert(
      String family, String address, long wallet, boolean isChange, long index, String takenFor) {
    return jdbc.sql(
                """
                insert into own_change (family, address, wallet, is_change, position, taken_for)
                select :family, :address, :wallet, :change, :position, :taken
                where not exists (select 1 from own_address
                                  where family = :family and address = :address)
                on conflict (family, address) do update set taken_for = excluded.taken_for
                  where own_change.wallet = excluded.wallet and own_change.taken_for is null
                    and own_change.is_change = excluded.is_change
                    and own_change.position = excluded.position
                """)
            .param("family", family)
            .param("address", address)
            .param("wallet", wallet)
            .param("change", isChange)
            .param("position", index)
            .param("taken", takenFor)
            .update()
        == 1;
  }

  /** No order gets that one any more. */
  private long nextPayment(long wallet) {
    return jdbc.sql(
            """
            update own_wallet set next_position = next_position + 1 where id = ?
            returning next_position - 1
            """)
        .param(wallet)
        .query(Long.class)
        .single();
  }

  private Optional<Place> taken(String takenFor) {
    return jdbc.sql(
            """
            select c.address, c.wallet, w.account_key, c.is_change, c.position, null as order_id
            from own_change c join own_wallet w on w.id = c.wallet where c.taken_for = ?
            """)
        .param(takenFor)
        .query((row, n) -> place(row))
        .optional();
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getString("address"),
        row.getLong("wallet"),
        row.getString("account_key"),
        row.getBoolean("is_change"),
        row.getLong("position"),
        row.getString("order_id"));
  }
}
