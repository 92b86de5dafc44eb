package io.aureus.orders;

import static io.aureus.orders.Orders.CATALOGUE;
import static io.aureus.orders.Orders.NOON;
import static io.aureus.orders.Orders.USDT;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainStores;
import io.aureus.chains.TransferInbox;
import io.aureus.jobs.Fence;
import io.aureus.keys.Derivation;
import io.aureus.keys.SignerFixture;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.ledger.LedgerStores;
import io.aureus.money.Asset;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.WalletStores;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders in a real database, whatever the chain tells of their addresses. */
class OrderStoresTest {
  private static final String ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final BigInteger FIVE = BigInteger.valueOf(5_000_000);
  private static final Fence NONE =
      new Fence() {
        @Override
        public void hold() {}

        @Override
        public void renew() {}
      };

  private static final Derivation NO_SEED =
      (family, from, count) -> Collections.nCopies(count, "none");

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(NOON);
  private final Ledger ledger = LedgerStores.ledger(database, CATALOGUE, clock);
  private final TransferInbox inbox = ChainStores.inbox(database, clock);
  private final ChainProgress progress = ChainStores.progress(database, clock);
  private final OrderRows rows = new OrderRows(database.jdbc(), CATALOGUE);
  private final StrayPayments strays =
      new StrayPayments(
          ledger,
          CATALOGUE,
          WalletStores.addresses(database, clock),
          WalletStores.selfCustody(database, clock, NO_SEED, SignerFixture.on(database, clock)),
          SignerFixture.on(database, clock));
  private final OrderChanges changes = new OrderChanges(rows, ledger, announcements -> {});

  @Test
  void factsOfATransferFromBeforeItsAddressWasGivenAreNobodysAndHoldNothingUp() throws Exception {
    tell(transfer(ADDRESS), "SEEN");
    settle();
    Order order = stored(1, USDT, ADDRESS);
    long transfer = transferTo(ADDRESS);
    tell(transfer, "MOVED");
    tell(transfer, "CONFIRMED");
    settle();
    assertThat(inbox.hasOpen(List.of(ADDRESS))).isFalse();
    assertThat(rows.find(order.id()).orElseThrow().payments()).isEmpty();
    assertThat(unclaimed()).isEqualTo(FIVE);
    tell(transfer, "REVERSED");
    settle();
    assertThat(inbox.hasOpen(List.of(ADDRESS))).isFalse();
    assertThat(unclaimed()).isZero();
  }

  @Test
  void anOrderIsKnownAgainThoughTheDatabaseRoundsItsTimes() {
    Order order = stored(1, USDT, ADDRESS);
    OrderQuote quote = order.quotes().getFirst();
    OrderQuote finer =
        new OrderQuote(
            1,
            quote.amount(),
            ADDRESS,
            quote.rate().setScale(3),
            quote.sources(),
            quote.ratedAt().plusNanos(7),
            quote.createdAt(),
            quote.deadline(),
            0);
    ExistingOrders existing = new ExistingOrders(database.jdbc(), rows);
    assertThat(existing.isSame(order.with(List.of(finer), List.of()))).isTrue();
    OrderQuote elsewhere = Orders.quote(1, USDT, "100", "0xB", 0);
    assertThat(existing.isSame(order.with(List.of(elsewhere), List.of()))).isFalse();
  }

  @Test
  void ordersWhoseFactsCannotBeSettledHoldUpNoOtherWindow() throws Exception {
    for (int n = 1; n <= 100; n++) {
      stored(n, USDT, "0xStuck" + n);
      tell(transfer("0xStuck" + n), "SEEN");
    }
    Order free = stored(101, USDT, ADDRESS);
    readTo("ETH");
    clock.advance(Duration.ofMinutes(31));
    windows().run(NONE);
    assertThat(rows.find(free.id()).orElseThrow().state()).isEqualTo(OrderState.EXPIRED);
    assertThat(rows.find(new OrderId(id(1))).orElseThrow().state()).isEqualTo(OrderState.WAITING);
  }

  private Order stored(int number, Asset asset, String address) {
    OrderQuote quote = Orders.quote(1, asset, "100", address, 0);
    String id = id(number);
    database
        .jdbc()
        .sql(
            """
            insert into orders values (?, ?, 'ORDER', 'CHOOSING', 100, 'USD', false, null, null,
              null, null, false, 'AURPAY', 'API', null, null, 1, '', 80, 50, false, null,
              ?, ?, ?, 1)
            """)
        .params(
            id,
            Orders.MERCHANT.value(),
            OrderRows.time(NOON),
            OrderRows.time(NOON),
            OrderRows.time(NOON))
        .update();
    WalletStores.give(database, clock, address, number, id);
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              Order order = rows.load(List.of(new OrderId(id)), true).getFirst();
              changes.apply(order, new OrderFact.CoinChosen(quote), "quote:" + id, NOON);
            });
    return rows.find(new OrderId(id)).orElseThrow();
  }

  private static String id(int number) {
    return "202611221200000%05d".formatted(number);
  }

  private long transfer(String to) {
    return database
        .jdbc()
        .sql(
            """
            insert into transfer (chain, tx_hash, position, to_address, asset, contract, units,
              block_number, block_hash, block_time, first_seen_at, state)
            values ('ETH', ?, 'log:0', ?, ?, 'c', ?, 7, 'b', now(), now(), 'mined') returning id
            """)
        .params("0xhash" + to, to, USDT.code(), FIVE.longValueExact())
        .query(Long.class)
        .single();
  }

  private long transferTo(String address) {
    return database
        .jdbc()
        .sql("select id from transfer where to_address = ?")
        .param(address)
        .query(Long.class)
        .single();
  }

  private void tell(long transfer, String kind) {
    database
        .jdbc()
        .sql("insert into transfer_fact (transfer_id, kind, at) values (?, ?, now())")
        .params(transfer, kind)
        .update();
  }

  private void readTo(String chain) {
    database
        .jdbc()
        .sql("insert into chain_cursor values (?, 9, 'h', ?, 9, ?)")
        .params(
            chain,
            OrderRows.time(NOON.plus(Duration.ofHours(1))),
            OrderRows.time(NOON.plus(Duration.ofHours(1))))
        .update();
  }

  private BigInteger unclaimed() {
    return ledger.balance(Account.ours(Account.Kind.UNCLAIMED), USDT).units();
  }

  private void settle() throws Exception {
    new TransferSettlement(
            inbox,
            WalletStores.receiving(database, clock),
            rows,
            changes,
            new StillThere(ChainStores.depths(database), changes),
            strays,
            CATALOGUE,
            database.transactions(),
            clock)
        .run(NONE);
  }

  private WindowEnds windows() {
    return new WindowEnds(
        database.jdbc(), rows, changes, progress, inbox, database.transactions(), clock);
  }
}
