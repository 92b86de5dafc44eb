package io.aureus.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.merchants.MerchantId;
import io.aureus.payouts.HeldCoins.Held;
import io.aureus.payouts.HeldCoins.Query;
import io.aureus.payouts.HeldCoins.Standing;
import io.aureus.payouts.HeldCoins.Sum;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coins one by one, with what is known and what people wrote of them. */
class HeldCoinsTest {
  private static final MerchantId ONE = HeldCoinsFixture.ONE;
  private static final MerchantId OTHER = HeldCoinsFixture.OTHER;

  private final HeldCoinsFixture there = new HeldCoinsFixture();
  private final HeldCoins coins = there.coins;
  private final CoinNotes notes = there.notes;

  @Test
  void eachCoinOfTheGatewayStandsWhereItIsAndSaysWhatItPaid() {
    there.pool("order-1", 0, "20261120120000000001");
    there.pool("order-2", 1, null);
    there.transfer(1, "order-1", 100_000, 90, true);
    there.transfer(2, "order-2", 20_000, 100, false);
    there.transfer(3, there.hot(), 3_000, 90, true);
    there.mempool(4, "order-1", 400);
    there.transfer(5, "order-1", 50_000, 80, true);
    there.spent(5);
    there.transfer(6, "order-1", 7_000, 50, true);
    there.minted(6, 50);
    PayoutId payout = there.bundle(1, "BROADCASTING", "%064x".formatted(3));
    List<Held> all = all((MerchantId) null);
    assertThat(all)
        .extracting(
            one -> one.amount().units().intValue() + " " + one.standing() + " " + one.depth())
        .containsExactly(
            "7000 WAITING 51",
            "400 WAITING 0",
            "3000 FREE 11",
            "20000 WAITING 1",
            "100000 LOCKED 11");
    assertThat(all.getFirst().ripeIn()).isEqualTo(49);
    assertThat(all.getLast().story().orderId()).isEqualTo("20261120120000000001");
    assertThat(all.getLast().story().lockedBy()).isEqualTo(payout);
    assertThat(all.getLast().place().path()).isEqualTo("m/84'/1'/0'/0/0");
    assertThat(all.get(2).story().changeOf()).isEqualTo(payout);
    assertThat(all.get(2).place().path()).isEqualTo("m/84'/1'/0'/1/0");
    assertThat(all.get(3).story().orderId()).isNull();
  }

  @Test
  void theSumsAreThoseOfTheListWhateverIsAskedFor() {
    there.pool("order-1", 0, "20261120120000000001");
    for (int i = 1; i <= 12; i++) {
      there.transfer(i, "order-1", i * 1_000L, i % 3 == 0 ? 100 : 90, i % 3 != 0);
    }
    there.bundle(1, "SIGNED", "none");
    notes.freeze(null, point(2), true, "person:1");
    notes.label(null, point(4), "Rent of MAY", "person:1");
    List<Query> queries =
        List.of(
            new Query(null, null, null, ""),
            new Query(null, "BTC", null, ""),
            new Query(null, "LTC", null, ""),
            new Query(null, null, Standing.FROZEN, ""),
            new Query(null, null, Standing.WAITING, ""),
            new Query(null, null, null, "of may"),
            new Query(null, null, Standing.FREE, "20261120"));
    for (Query query : queries) {
      List<Held> list = all(query);
      List<Sum> sums = coins.sums(query);
      assertThat(sums).hasSizeLessThanOrEqualTo(1);
      assertThat(sums.stream().mapToLong(Sum::coins).sum()).isEqualTo(list.size());
      assertThat(sums.stream().mapToLong(one -> one.total().units().longValue()).sum())
          .isEqualTo(list.stream().mapToLong(one -> one.amount().units().longValue()).sum());
      sums.forEach(
          one ->
              assertThat(one.free().plus(one.waiting()).plus(one.locked()).plus(one.frozen()))
                  .isEqualTo(one.total()));
    }
    assertThat(all(queries.get(5))).extracting(Held::point).containsExactly(point(4));
    assertThat(coins.sums(queries.get(3)).getFirst().frozen().units()).isEqualTo(2_000);
    assertThat(coins.sums(queries.getFirst()).getFirst().locked().units()).isEqualTo(1_000);
  }

  @Test
  void aMerchantSeesTheCoinsOfHisOwnWalletAndNobodyElses() {
    there.wallet(ONE, "one");
    there.wallet(OTHER, "other");
    there.own(ONE, "his", 17, "20261120120000000009");
    there.own(OTHER, "theirs", 0, "20261120120000000008");
    there.pool("order-1", 0, "20261120120000000001");
    there.transfer(1, "his", 1_000, 90, true);
    there.transfer(2, "theirs", 2_000, 90, true);
    there.transfer(3, "order-1", 4_000, 90, true);
    PayoutId payout = there.draft(ONE, 1);
    assertThat(all(ONE)).extracting(Held::point).containsExactly(point(1));
    Held his = all(ONE).getFirst();
    assertThat(his.standing()).isEqualTo(Standing.LOCKED);
    assertThat(his.story().lockedBy()).isEqualTo(payout);
    assertThat(his.story().orderId()).isEqualTo("20261120120000000009");
    assertThat(his.place()).isEqualTo(new HeldCoins.Place(true, "0/17", "one"));
    assertThat(all(OTHER)).extracting(Held::point).containsExactly(point(2));
    assertThat(all((MerchantId) null)).extracting(Held::point).containsExactly(point(3));
    for (int foreign : new int[] {2, 3}) {
      assertThatThrownBy(() -> notes.label(ONE, point(foreign), "mine", "person:1"))
          .isInstanceOf(Refusal.class);
      assertThatThrownBy(() -> notes.freeze(ONE, point(foreign), true, "person:1"))
          .isInstanceOf(Refusal.class);
    }
    notes.label(OTHER, point(2), "private", "person:2");
    assertThat(notes.export(ONE)).isEmpty();
    assertThat(all(new Query(ONE, null, null, "private"))).isEmpty();
  }

  @Test
  void whatIsWrittenStaysWithTheCoinAndItsAddressAndIsAudited() {
    there.pool("order-1", 0, "20261120120000000001");
    there.transfer(1, "order-1", 1_000, 90, true);
    there.transfer(2, "order-1", 2_000, 90, true);
    notes.label(null, point(1), "first", "person:7");
    notes.label(null, point(1), " a\nlabel ", "person:7");
    notes.labelAddress(null, point(1), "the shop's", "person:7");
    notes.freeze(null, point(2), true, "person:8");
    notes.freeze(null, point(2), false, "person:9");
    assertThat(all((MerchantId) null))
        .extracting(one -> one.words().label() + "|" + one.words().addressLabel())
        .containsExactly("|the shop's", "a label|the shop's");
    assertThat(there.audit())
        .containsExactly(
            "person:7 coin labelled output:" + point(1) + " the gateway BTC: first",
            "person:7 coin labelled output:" + point(1) + " the gateway BTC: a label",
            "person:7 coin labelled address:"
                + there.address("order-1")
                + " the gateway BTC: the shop's",
            "person:8 coin kept from spending output:" + point(2) + " the gateway BTC",
            "person:9 coin may be spent again output:" + point(2) + " the gateway BTC");
    assertThatThrownBy(() -> notes.label(null, point(1), "x".repeat(256), "person:1"))
        .hasMessageContaining("too long");
  }

  @Test
  void labelsTravelAsLinesAndComeBackTheSame() {
    there.pool("order-1", 0, "20261120120000000001");
    there.transfer(1, "order-1", 1_000, 90, true);
    notes.label(null, point(1), "\"Miete\" für <Mai>", "person:1");
    notes.labelAddress(null, point(1), "☕", "person:1");
    notes.freeze(null, point(1), true, "person:1");
    String lines = notes.export(null);
    assertThat(lines.lines()).hasSize(2);
    there.database.jdbc().sql("delete from coin_note").update();
    String more =
        lines
            + """
            {"type":"tx","ref":"%s","label":"a transaction has no label here"}

            {"type":"output","ref":"%s:9","label":"not here","spendable":false}
            """
                .formatted("ab".repeat(32), "cd".repeat(32));
    assertThat(notes.take(null, more, "person:2")).isEqualTo(new CoinNotes.Taken(2, 2));
    assertThat(notes.export(null)).isEqualTo(lines);
    there.wallet(ONE, "one");
    assertThat(notes.take(ONE, lines, "person:2")).isEqualTo(new CoinNotes.Taken(0, 2));
    assertThat(notes.export(ONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json | is no JSON object",
        "[1] | is no JSON object",
        "{'type':'output','ref':'x:1'} | names no output",
        "{'type':'coin','ref':'x'} | no type",
        "{'type':'addr'} | no ref",
        "{'type':'addr','ref':'a','label':3} | no text",
        "{'type':'output','ref':'POINT','spendable':'no'} | neither true nor false",
      })
  void aMalformedLineIsNamedAndNothingIsTaken(String line, String words) {
    there.pool("order-1", 0, "20261120120000000001");
    there.transfer(1, "order-1", 1_000, 90, true);
    String good = "{\"type\":\"output\",\"ref\":\"" + point(1) + "\",\"label\":\"good\"}\n\n";
    String bad = line.replace('\'', '"').replace("POINT", point(1).toString());
    assertThatThrownBy(() -> notes.take(null, good + bad, "person:1"))
        .hasMessageContaining("line 3")
        .hasMessageContaining(words);
    assertThat(notes.export(null)).isEmpty();
  }

  /** With the password alone one would free what the operator keeps back. */
  @Test
  void aFileFreesNoCoinOfTheGatewayButAMerchantsOwn() {
    there.pool("order-1", 0, "20261120120000000001");
    there.transfer(1, "order-1", 1_000, 90, true);
    there.wallet(ONE, "one");
    there.own(ONE, "his", 17, "20261120120000000009");
    there.transfer(2, "his", 2_000, 90, true);
    notes.freeze(null, point(1), true, "person:1");
    notes.freeze(ONE, point(2), true, "person:1");
    assertThat(notes.take(null, spendable(1, true), "person:1").taken()).isEqualTo(1);
    assertThat(all((MerchantId) null).getFirst().standing()).isEqualTo(Standing.FROZEN);
    assertThat(notes.take(ONE, spendable(2, true), "person:1").taken()).isEqualTo(1);
    assertThat(all(ONE).getFirst().standing()).isEqualTo(Standing.FREE);
    assertThatThrownBy(() -> notes.take(ONE, spendable(2, true).repeat(1_001), "person:1"))
        .hasMessageContaining("more than 1000 lines");
  }

  /** Whoever chooses coins holds the lock of the chain; everybody's payouts wait for it. */
  @Test
  void aMerchantsFileWaitsForNoLockOfTheGatewayWhoseOwnFileTakesItBeforeAnyRow() throws Exception {
    there.pool("order-1", 0, "20261120120000000001");
    there.transfer(1, "order-1", 1_000, 90, true);
    there.wallet(ONE, "one");
    there.own(ONE, "his", 17, "20261120120000000009");
    there.transfer(2, "his", 2_000, 90, true);
    notes.label(null, point(1), "old", "person:1");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CoinNotes.Taken> gateways =
          there.whileCoinsAreChosen(
              () -> {
                var his = threads.submit(() -> notes.take(ONE, spendable(2, false), "person:1"));
                assertThat(his.get(10, TimeUnit.SECONDS).taken()).isEqualTo(1);
                var all = threads.submit(() -> notes.take(null, spendable(1, false), "person:1"));
                there.awaitAWaitForCoins();
                // A row that the file's label would have locked.
                there.sql("update coin_note set label = 'mine' where owner = ''");
                return all;
              });
      assertThat(gateways.get(10, TimeUnit.SECONDS).taken()).isEqualTo(1);
    }
    assertThat(all((MerchantId) null).getFirst().words().label()).isEqualTo("new");
    assertThat(all((MerchantId) null).getFirst().standing()).isEqualTo(Standing.FROZEN);
  }

  private static String spendable(int number, boolean may) {
    return "{\"type\":\"output\",\"ref\":\"%s\",\"label\":\"new\",\"spendable\":%s}\n"
        .formatted(point(number), may);
  }

  /** A page and the sums of 100,000 coins, among as many that were spent. */
  @Test
  void aHundredThousandCoinsDoNotMakeThePageSlow() {
    there.pool("order-1", 0, "20261120120000000001");
    there.many(200_000);
    Query any = new Query(null, null, null, "");
    coins.page(any, HeldCoins.START, 20);
    Instant from = Instant.now();
    List<Held> first = coins.page(any, HeldCoins.START, 20);
    List<Held> second = coins.page(any, first.getLast().no(), 20);
    Duration pages = Duration.between(from, Instant.now());
    assertThat(first).hasSize(20).doesNotContainAnyElementsOf(second);
    Instant summing = Instant.now();
    assertThat(coins.sums(any).getFirst().coins()).isEqualTo(100_000);
    Duration sums = Duration.between(summing, Instant.now());
    assertThat(pages).as("sums took " + sums).isLessThan(Duration.ofSeconds(1));
    assertThat(sums).isLessThan(Duration.ofSeconds(5));
  }

  private List<Held> all(@Nullable MerchantId merchant) {
    return all(new Query(merchant, null, null, ""));
  }

  /** Page by page, each coin once. */
  private List<Held> all(Query query) {
    List<Held> all = new ArrayList<>();
    List<Held> part = coins.page(query, HeldCoins.START, 2);
    while (!part.isEmpty()) {
      all.addAll(part);
      part = coins.page(query, part.getLast().no(), 2);
    }
    return all;
  }

  private static CoinPoint point(int number) {
    return new CoinPoint("%064x".formatted(number), 0);
  }
}
