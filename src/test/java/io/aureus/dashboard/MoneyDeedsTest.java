package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.Credentials;
import io.aureus.merchants.KeyInfo;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.People;
import io.aureus.merchants.Scope;
import io.aureus.merchants.TestTotp;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.orders.Order;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.FormClient;
import io.aureus.testing.FormClient.Shown;
import io.aureus.testing.FundedMerchant;
import io.aureus.testing.ShopOnAChain;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * No deed that moves money, or makes it possible, is done for a password alone where the
 * installation asks for an app. BTCPay 2.4.2: a password alone was worth unrestricted access.
 */
class MoneyDeedsTest {
  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String OTHER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
  private static final String HOOK = "https://shop.example/payouts";
  private static final String FIRST = "Set up an authenticator app first";

  private static ShopOnAChain shop;
  private static FormClient owner;

  @BeforeAll
  static void open() {
    shop = new ShopOnAChain(MoneySettings.STRICT);
    owner = new FormClient(shop.url());
    owner.signIn(shop.access().email(), shop.access().password());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void takesAnAppForEveryDeedThatMovesMoney() {
    FundedMerchant.give(shop::bean, shop.access().merchant(), "ETH", "5");
    Map<String, Map<String, String>> deeds = deeds(shop.paid(100), payout());
    Set<String> known = new TreeSet<>(FreeDeeds.WHY.keySet());
    known.addAll(deeds.keySet().stream().map(MoneyDeedsTest::route).toList());
    assertThat(DashboardRoutes.posts())
        .as("say of a new form whether it moves money")
        .isEqualTo(known);

    long before = done();
    deeds.forEach(
        (path, form) -> {
          Shown shown = owner.post(path, with(form, "password", shop.access().password()));
          assertThat(shown.body()).as(path).contains(FIRST, "href=\"/dashboard/security\"");
          assertThat(shown.status()).as(path).isBetween(400, 409);
        });
    assertThat(done()).as("nothing was done").isEqualTo(before);

    String secret = enrol(1, shop.access().password());
    deeds.forEach(
        (path, form) -> {
          Shown shown = owner.post(path, with(form, "password", shop.access().password()));
          assertThat(shown.body()).as(path).contains("type the code of your authenticator app");
          // Each was a failed attempt.
          shop.bean(JdbcClient.class).sql("delete from sign_in_attempt").update();
        });
    assertThat(done()).as("nothing was done but the app").isEqualTo(before + 1);

    shop.awaitGasPrice();
    Map<String, String> form = with(withdrawal(), "password", shop.access().password());
    String code = TestTotp.code(secret, shop.clock().instant());
    assertThat(owner.post("/dashboard/withdraw", with(form, "code", code)).status()).isEqualTo(303);
  }

  /** Whoever learned a password can set up an app of his own, and its owner is locked out. */
  @Test
  void anAppThatAThiefSetsUpMovesNoMoneyForADay() {
    var second = shop.anotherMerchant();
    FundedMerchant.give(shop::bean, second.merchant(), "ETH", "5");
    JdbcClient jdbc = shop.bean(JdbcClient.class);
    String one = " where person.email = '" + second.email() + "'";
    jdbc.sql("update person set created_at = created_at - interval '2 hours'" + one).update();
    long id = jdbc.sql("select id from person" + one).query(Long.class).single();
    FormClient thief = new FormClient(shop.url());
    thief.signIn(second.email(), second.password());
    String secret = enrol(id, second.password());
    shop.awaitGasPrice();
    for (String path : List.of("/dashboard/withdraw", "/dashboard/payout-options")) {
      Shown shown = thief.post(path, proven(second.password(), secret));
      assertThat(shown.status()).as(path).isBetween(400, 409);
      assertThat(shown.body()).contains("Your authenticator app is new: it moves money from");
    }
    assertThat(thief.get("/dashboard/security").body()).contains("<strong>It moves money from");
    String day = "update second_factor set enrolled_at = enrolled_at - interval '1 day'";
    jdbc.sql(day + " where person = " + id).update();
    Map<String, String> form = proven(second.password(), secret);
    assertThat(thief.post("/dashboard/withdraw", form).status()).isEqualTo(303);
  }

  private static Map<String, String> proven(String password, String secret) {
    Map<String, String> form = with(withdrawal(), "password", password);
    form.put("by_key", "yes");
    form.put("code", TestTotp.code(secret, shop.clock().instant()));
    return form;
  }

  @Test
  void keepsWhatWasTypedAndAsksNoAppForWhatMovesNothing() {
    var second = shop.anotherMerchant();
    FundedMerchant.give(shop::bean, second.merchant(), "ETH", "5");
    FormClient person = new FormClient(shop.url());
    person.signIn(second.email(), second.password());
    Shown shown = person.post("/dashboard/withdraw", withdrawal());
    assertThat(shown.body()).contains(FIRST, "value=\"" + TO + "\"", "value=\"0.25\"");

    Map<String, String> looks = Map.of("scope", "ORDERS_READ", "password", second.password());
    assertThat(person.post("/dashboard/tokens/make", looks).body()).contains("fresh-secret");
  }

  @Test
  void isAskedForInLiveModeAndNotInTheDemo() {
    DashboardSettings plain = new DashboardSettings(Duration.ofHours(8), null, null, 10);
    assertThat(plain.moneyNeedsApp("live")).isTrue();
    assertThat(plain.moneyNeedsApp("demo")).isFalse();
    assertThat(new DashboardSettings(Duration.ofHours(8), false, null, 10).moneyNeedsApp("live"))
        .isFalse();
    assertThat(plain.moneyAfterEnrolling("live")).isEqualTo(Duration.ofDays(1));
    assertThat(plain.moneyAfterEnrolling("demo")).isZero();
  }

  private static Map<String, Map<String, String>> deeds(Order order, Payout payout) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    all.put("/dashboard/withdraw", withdrawal());
    Map<String, String> refund =
        Map.of("kind", "FULL", "currency", "ETH", "address", TO, "bearer", "PAYER", "once", "1");
    String orderPath = "/dashboard/orders/" + order.id();
    String figures = owner.post(orderPath + "/refund", refund).field("shown");
    all.put(orderPath + "/refund", with(refund, "shown", figures));
    all.put(orderPath + "/refund-link", Map.of("currency", "ETH"));
    all.put("/dashboard/payouts/" + payout.id() + "/approve", Map.of());
    for (String way : new String[] {"paid", "proven", "release", "cancel", "give-up"}) {
      all.put("/dashboard/doubts/" + payout.id() + "/" + way, Map.of("sure", "yes"));
    }
    all.put("/dashboard/payout-options", Map.of("by_key", "yes", "webhook", HOOK));
    all.put("/dashboard/payout-options?hook=taken-away", Map.of());
    all.put("/dashboard/destinations/add", Map.of("chain", "ETH", "address", OTHER));
    all.put("/dashboard/self-custody", Map.of("family", "evm", "wallet", OTHER, "same", "yes"));
    String node = "/dashboard/lightning/own-node";
    all.put(node, Map.of("program", "lnd", "url", "http://127.0.0.1:9", "secret", "00"));
    all.put(node + "/remove", Map.of());
    all.put("/dashboard/system/words", Map.of());
    String point = "0".repeat(64) + ":0";
    all.put("/dashboard/unspent/gateway/freeze", Map.of("frozen", "no", "point", point));
    all.put("/dashboard/people/invite", Map.of("email", "new@shop.example", "role", "OWNER"));
    all.put("/dashboard/people/role", Map.of("person", "1", "role", "OWNER"));
    keys(all);
    return all;
  }

  private static void keys(Map<String, Map<String, String>> all) {
    Credentials credentials = shop.bean(Credentials.class);
    var merchant = shop.access().merchant();
    shop.bean(MerchantSettings.class).changePayouts(merchant, true, HOOK);
    credentials.createKey(merchant, Credentials.OWN_PLATFORM, Set.of(Scope.PAYOUTS));
    String key = payingOne(credentials.keys(merchant));
    String token = payingOne(credentials.tokens(merchant));
    all.put("/dashboard/keys/make", Map.of("platform", "AURPAY", "scope", "PAYOUTS"));
    all.put("/dashboard/keys/change", Map.of("key", key, "what", "rotate"));
    all.put("/dashboard/tokens/make", Map.of("scope", "PAYOUTS"));
    all.put("/dashboard/tokens/change", Map.of("token", token, "what", "rotate"));
  }

  private static String payingOne(List<KeyInfo> all) {
    return all.stream()
        .filter(info -> info.scopes().contains(Scope.PAYOUTS))
        .map(info -> Long.toString(info.id()))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> withdrawal() {
    return Map.of(
        "coin", "ETH", "amount", "0.25", "address", TO, "fee", "top", "once", "0".repeat(36));
  }

  private static Payout payout() {
    return shop.bean(Payouts.class)
        .request(
            new PayoutWish(
                shop.access().merchant(),
                PayoutKind.WITHDRAWAL,
                Amount.ofDecimal(shop.bean(Catalogue.class).known("ETH"), new BigDecimal("3")),
                TO,
                false,
                null,
                null,
                null,
                "token:1"));
  }

  private static String enrol(long person, String password) {
    People people = shop.bean(People.class);
    String secret = people.freshFactor();
    String code = TestTotp.code(secret, shop.clock().instant());
    people.enrol(person, password, secret, code, "127.0.0.1");
    shop.clock().advance(Duration.ofSeconds(30));
    return secret;
  }

  /** How many deeds of a person the audit log knows, sign-ins and slips aside. */
  private static long done() {
    return shop.bean(JdbcClient.class)
        .sql("select count(*) from audit_entry where deed not like '%sign%'")
        .query(Long.class)
        .single();
  }

  private static String route(String path) {
    return path.replaceAll("/(orders|payouts|doubts)/[0-9a-f-]{20,}", "/$1/{id}")
        .replaceAll("/unspent/[a-z]+", "/unspent/{whose}")
        .replaceAll("[?].*", "");
  }

  private static Map<String, String> with(Map<String, String> form, String name, String value) {
    Map<String, String> all = new HashMap<>(form);
    all.put(name, value);
    return all;
  }
}
