package io.aureus.wallets;

import io.aureus.chains.Watchlist;
import io.aureus.keys.Derivation;
import io.aureus.wallets.AddressRows.BlockRow;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wallets of a back-up. The old machine may have given addresses since: those that it had prepared,
 * and many after them, are never given again, and are watched for ever, so that what is paid there
 * is seen.
 */
public final class RestoredWallets {
  private static final int BLOCK = 1000;

  private RestoredWallets() {}

  /** How a family's wallet stands. */
  private record Wallet(String family, long next) {}

  /**
   * Inside the current transaction.
   *
   * @param margin how many indexes after the prepared ones are skipped
   * @param ownMargin likewise of each wallet that a merchant brought as an account's key
   */
  public static void skip(
      JdbcClient jdbc, Derivation derivation, Watchlist watchlist, int margin, int ownMargin) {
    AddressRows rows = new AddressRows(jdbc);
    jdbc.sql("update address_block set spent = true, claimed_by = null, claimed_until = null")
        .update();
    List<Wallet> wallets =
        jdbc.sql("select family, next_index from wallet order by family")
            .query((row, n) -> new Wallet(row.getString(1), row.getLong(2)))
            .list();
    for (Wallet wallet : wallets) {
      for (long first = wallet.next(); first < wallet.next() + margin; first += BLOCK) {
        int size = (int) Math.min(BLOCK, wallet.next() + margin - first);
        jdbc.sql(
                """
                insert into address_block (family, first_index, size, filled, spent)
                values (?, ?, ?, false, true)
                """)
            .params(wallet.family(), first, size)
            .update();
      }
      jdbc.sql("update wallet set next_index = next_index + ? where family = ?")
          .params(margin, wallet.family())
          .update();
    }
    fill(jdbc, rows, derivation, watchlist);
    jdbc.sql(
            "update own_address set claimed_until = '9999-01-01' where order_id is null and wallet"
                + " in (select id from own_wallet where kind = 'XPUB')")
        .update();
    jdbc.sql("update own_wallet set next_position = next_position + ? where kind = 'XPUB'")
        .param(ownMargin)
        .update();
  }

  private static void fill(
      JdbcClient jdbc, AddressRows rows, Derivation derivation, Watchlist watchlist) {
    List<BlockRow> empty =
        jdbc.sql(
                """
                select family, first_index, size from address_block where not filled
                order by family, first_index
                """)
            .query((row, n) -> new BlockRow(row.getString(1), row.getLong(2), row.getInt(3), false))
            .list();
    for (BlockRow block : empty) {
      List<String> addresses = derivation.addresses(block.family(), block.first(), block.size());
      rows.fill(block, addresses);
      watchlist.watch(block.family(), addresses);
    }
  }
}
