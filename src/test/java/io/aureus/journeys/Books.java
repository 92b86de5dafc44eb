package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.Holdings;
import io.aureus.chains.Movements;
import io.aureus.ledger.JournalCheck;
import io.aureus.money.Asset;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Holds the journal against the chain: every address that is watched, at the block that was read.
 */
final class Books {
  private final RunningGateway gateway;
  private final TestDatabase database;

  Books(RunningGateway gateway, TestDatabase database) {
    this.gateway = gateway;
    this.database = database;
  }

  /**
   * @param heads the newest block of an asset's chain
   */
  void check(Collection<Asset> assets, ToLongFunction<Asset> heads) {
    List<String> addresses =
        database
            .jdbc()
            .sql("select shown from watched_address where not others")
            .query(String.class)
            .list();
    for (Asset asset : assets) {
      long block =
          gateway.bean(ChainProgress.class).cursor(asset.chain().code()).orElseThrow().number();
      assertThat(block)
          .as("all of %s is read", asset.chain().code())
          .isEqualTo(heads.applyAsLong(asset));
      BigInteger held = gateway.bean(Holdings.class).held(asset, addresses, block);
      BigInteger waiting =
          gateway.bean(Movements.class).waiting(asset.chain().code()).stream()
              .filter(one -> one.asset().equals(asset.code()))
              .map(Movements.Waiting::units)
              .reduce(BigInteger.ZERO, BigInteger::add);
      assertThat(booked(asset).subtract(waiting))
          .as("what the ledger says we hold in " + asset.code())
          .isEqualTo(held);
    }
    assertThat(
            database
                .jdbc()
                .sql("select exists (select 1 from transfer_fact where done_at is null)")
                .query(Boolean.class)
                .single())
        .as("facts wait to be booked")
        .isFalse();
    assertThat(gateway.bean(JournalCheck.class).run().isSound()).isTrue();
    everyBlockAgreed(assets, heads);
  }

  /** The program's own comparison: at this block, and at no block before did it differ. */
  private void everyBlockAgreed(Collection<Asset> assets, ToLongFunction<Asset> heads) {
    assertThat(gateway.bean(io.aureus.books.Books.class).compared())
        .filteredOn(one -> assets.contains(one.asset()))
        .hasSameSizeAs(assets)
        .allSatisfy(
            one -> {
              assertThat(one.block()).isEqualTo(heads.applyAsLong(one.asset()));
              assertThat(one.difference().isZero()).as("%s", one).isTrue();
            });
    assertThat(
            database
                .jdbc()
                .sql("select asset || ' ' || units || ' at ' || block from book_difference")
                .query(String.class)
                .list())
        .isEmpty();
  }

  private BigInteger booked(Asset asset) {
    return database
        .jdbc()
        .sql(
            """
            select coalesce(-sum(p.units), 0) from posting p join ledger_account a
                on a.id = p.account
             where a.kind in ('CUSTODY', 'INCOMING') and a.asset = ?
            """)
        .param(asset.code())
        .query(BigDecimal.class)
        .single()
        .toBigIntegerExact();
  }
}
