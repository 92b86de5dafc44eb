package io.aureus.wallets;

import io.aureus.chains.Watchlist;
import io.aureus.keys.Derivation;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.wallets.AddressRows.BlockRow;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wallets of a back-up. The old machine may have given addresses since: those that it had prepared,
 * and many after them, are never given again, and are watched for ever, so that what is paid there
 * is seen. It may have switched chains on since as well: of every family that the program knows the
 * same many are skipped.
 */
public final class RestoredWallets {
  private static final int BLOCK = 1000;

  private final JdbcClient jdbc;
  private final AddressRows rows;
  private final Derivation derivation;
  private final Watchlist watchlist;

  /** Inside the current transaction, which is that of {@code jdbc} and of {@code watchlist}. */
  public RestoredWallets(JdbcClient jdbc, Derivation derivation, Watchlist watchlist) {
    this.jdbc = jdbc;
    this.rows = new AddressRows(jdbc);
    this.derivation = derivation;
    this.watchlist = watchlist;
  }

  /** How a family's wallet stands. */
  private record Wallet(String family, long next) {}

  /**
   * Skips addresses of our own seed. Those of a chain that is switched off, and was when the
   * back-up was made, are stored and watched once it is switched on.
   *
   * @param margin how many indexes after the prepared ones are skipped
   * @throws IllegalStateException in words for the operator, where the settings or the seed are not
   *     those of the old machine
   */
  public void skip(Catalogue catalogue, int margin) {
    jdbc.sql("update address_block set spent = true, claimed_by = null, claimed_until = null")
        .update();
    catalogue.addressFamilies().forEach(rows::open);
    List<Wallet> wallets =
        jdbc.sql("select family, next_index from wallet order by family")
            .query((row, n) -> new Wallet(row.getString(1), row.getLong(2)))
            .list();
    Set<String> on = catalogue.chains().stream().map(Chain::family).collect(Collectors.toSet());
    for (Wallet wallet : wallets) {
      boolean inUse = !rows.page(wallet.family(), -1, 1, false).isEmpty();
      if (inUse) {
        mustBeTheSame(wallet.family());
      }
      skip(wallet, margin);
      if (inUse || on.contains(wallet.family())) {
        fill(wallet.family());
      }
    }
  }

  /** Others would be watched than those that the old machine gave to payers. */
  private void mustBeTheSame(String family) {
    SeedCheck.foreign(rows, derivation, family)
        .ifPresent(
            first -> {
              throw new IllegalStateException(
                  ("address %d of %s in the back-up, %s, is not the one that is made here: set"
                          + " AUREUS_KEYS_SIGNER%s as where the back-up was made, and run the"
                          + " restore again")
                      .formatted(
                          first.index(),
                          family,
                          first.address(),
                          family.equals("evm")
                              ? ""
                              : ", AUREUS_KEYS_ADDRESSES_%s and the chain's AUREUS_CHAINS_…_NETWORK"
                                  .formatted(family.toUpperCase(Locale.ROOT))));
            });
  }

  private void skip(Wallet wallet, int margin) {
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

  private void fill(String family) {
    for (BlockRow block : rows.skipped(family, Integer.MAX_VALUE)) {
      List<String> addresses = derivation.addresses(family, block.first(), block.size());
      rows.fill(block, addresses);
      watchlist.watch(family, addresses);
    }
  }

  /**
   * Skips addresses of wallets that merchants brought as an account's key. Those for change that
   * were watched without being taken may have been taken since, and stay watched.
   *
   * @param margin how many indexes of each after the derived ones
   */
  public void skipOwn(int margin) {
    jdbc.sql(
            "update own_address set claimed_until = '9999-01-01' where order_id is null and wallet"
                + " in (select id from own_wallet where kind = 'XPUB')")
        .update();
    jdbc.sql("update own_wallet set next_position = next_position + ? where kind = 'XPUB'")
        .param(margin)
        .update();
    jdbc.sql("update own_change set used = true").update();
  }
}
