package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import io.aureus.testing.Signed;
import io.aureus.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one database, asked for money at the same moment. No node answers. */
class TwoNodesTest {
  private static final String WITHDRAW = "/api/v2/wallet/withdraw";
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  @TempDir static Path data;

  private static TestDatabase database;
  private static RunningAureus one;
  private static RunningAureus other;

  private final AtomicLong millis = new AtomicLong(Instant.now().toEpochMilli());
  private RunningAureus.Access merchant;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    // One master key: the second opens the seed that the first has stored.
    Map<String, Object> settings = Map.of("aureus.data", data.toString());
    one = RunningAureus.over(database, settings);
    other = RunningAureus.over(database, settings);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
  }

  @BeforeEach
  void register() {
    merchant = one.anotherMerchant();
  }

  /** LNbank, December 2023: withdrawals at the same moment passed one check of the balance. */
  @Test
  void out2OfTwoHundredAskingsForTheWholeBalanceExactlyOneSucceeds() throws Exception {
    give("ETH", "1.000021");
    List<Answer> answers = together(200, number -> withdraw(node(number), "ETH", "1", ""));
    assertThat(answers.stream().filter(answer -> answer.code() == 0)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.code() != 0))
        .hasSize(199)
        .allSatisfy(answer -> assertThat(answer.code()).as(answer.body()).isEqualTo(409))
        .allSatisfy(answer -> assertThat(answer.message()).contains("at most 0.0 can be paid out"));
    assertThat(balance("AVAILABLE")).isZero();
    assertThat(balance("RESERVED")).isEqualByComparingTo("1000021000000000000");
    assertThat(postings("RESERVED")).isEqualTo(1);
    assertThat(payouts()).isEqualTo(1);
  }

  @Test
  void twoAssetsUnderOneReferenceAtOnceAreOnePayoutAndAConflict() throws Exception {
    give("ETH", "10");
    give("USDC-ERC20", "100");
    for (int round = 0; round < 10; round++) {
      String reference = "\"reference\":\"salary-%d\"".formatted(round);
      List<Answer> answers =
          together(
              2,
              number ->
                  withdraw(node(number), number == 0 ? "ETH" : "USDC-ERC20", "0.5", reference));
      assertThat(answers).extracting(Answer::code).containsExactlyInAnyOrder(0, 409);
      assertThat(answers.stream().filter(answer -> answer.code() == 409).findFirst().orElseThrow())
          .satisfies(answer -> assertThat(answer.message()).contains("another currency"));
    }
    assertThat(payouts()).isEqualTo(10);
  }

  @Test
  void anIdempotencyKeyStandsForItsReferenceToo() {
    give("ETH", "10");
    Payouts payouts = one.bean(Payouts.class);
    Payout made = payouts.request(wish("invoice-1", "key-1"));
    assertThat(payouts.request(wish("invoice-1", "key-1")).id()).isEqualTo(made.id());
    assertThat(payouts.request(wish("invoice-1", null)).id()).isEqualTo(made.id());
    assertThatThrownBy(() -> payouts.request(wish("invoice-2", "key-1")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(made.id().value());
    assertThatThrownBy(() -> payouts.request(wish(null, "key-1"))).isInstanceOf(Refusal.class);
    payouts.request(wish("invoice-3", "key-3"));
    assertThatThrownBy(() -> payouts.request(wish("invoice-1", "key-3")))
        .isInstanceOf(Refusal.class);
    assertThat(payouts()).isEqualTo(2);
  }

  private PayoutWish wish(@Nullable String reference, @Nullable String key) {
    Asset ether = one.bean(Catalogue.class).known("ETH");
    return new PayoutWish(
        merchant.merchant(),
        PayoutKind.WITHDRAWAL,
        Amount.ofDecimal(ether, BigDecimal.ONE),
        TO,
        false,
        null,
        reference,
        key,
        "token:1");
  }

  private static RunningAureus node(int number) {
    return number % 2 == 0 ? one : other;
  }

  private void give(String asset, String coins) {
    FundedMerchant.give(one::bean, merchant.merchant(), asset, coins);
  }

  private Answer withdraw(RunningAureus node, String asset, String amount, String more) {
    String body =
        "{\"chain\":\"ETH\",\"currency\":\"%s\",\"amount\":\"%s\",\"address\":\"%s\"%s}"
            .formatted(asset, amount, TO, more.isEmpty() ? "" : "," + more);
    String date = Instant.ofEpochMilli(millis.getAndIncrement()).toString();
    String headers =
        Signed.headers(merchant.token(), merchant.secret(), date, "POST", WITHDRAW, body);
    return node.http().post(WITHDRAW, headers, body);
  }

  private BigDecimal balance(String kind) {
    return database
        .jdbc()
        .sql(
            """
            select coalesce(sum(p.units), 0) from posting p
            join ledger_account a on a.id = p.account
            where a.owner = ? and a.kind = ?
            """)
        .params(merchant.merchant().value(), kind)
        .query(BigDecimal.class)
        .single();
  }

  private long postings(String kind) {
    return database
        .jdbc()
        .sql(
            """
            select count(*) from posting p join ledger_account a on a.id = p.account
            where a.owner = ? and a.kind = ?
            """)
        .params(merchant.merchant().value(), kind)
        .query(Long.class)
        .single();
  }

  private long payouts() {
    return database
        .jdbc()
        .sql("select count(*) from payout where merchant_id = ?")
        .param(merchant.merchant().value())
        .query(Long.class)
        .single();
  }

  /** All are held back until the last is there. */
  private static List<Answer> together(int times, IntFunction<Answer> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(times);
    List<Future<Answer>> waiting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times; i++) {
        int number = i;
        waiting.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.apply(number);
                }));
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> one : waiting) {
      answers.add(one.get());
    }
    return answers;
  }
}
