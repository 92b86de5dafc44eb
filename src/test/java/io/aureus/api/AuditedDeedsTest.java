package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.aureus.audit.AuditLog;
import io.aureus.callbacks.Deliveries;
import io.aureus.merchants.DemoMerchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.NewApiToken;
import io.aureus.orders.Order;
import io.aureus.orders.OrderInformations;
import io.aureus.orders.OrderState;
import io.aureus.testing.FormClient;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Signed;
import io.aureus.wallets.SelfCustody;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What programs do with an order, and where money goes, has an entry that says who did it. */
class AuditedDeedsTest {
  private static final String ADDRESS = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

  private static final String FIRST = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
  private static final String SECOND = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
  private static final String THIRD = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";

  private final ShopOnAChain shop = ShopOnAChain.shared();
  private final RawHttp http = new RawHttp(shop.url());
  private final AuditLog log = shop.bean(AuditLog.class);

  @Test
  void aTokenThatClosesAnOrderOrMakesARefundLinkIsNamed() {
    Order open = shop.order(null, null);
    Order paid = shop.paid(100);
    long before = log.head().orElseThrow().id();
    NewApiToken token = shop.access().token();
    assertThat(post(token, "/api/v2/order/terminate/" + open.id()).code()).isZero();
    assertThat(post(token, "/api/v2/order/refund-link/" + paid.id()).code()).isZero();

    List<AuditLog.Line> lines = since(before);
    assertThat(lines)
        .extracting(AuditLog.Line::deed, AuditLog.Line::subject)
        .contains(
            tuple("order closed", "order:" + open.id()),
            tuple("refund link made", "order:" + paid.id()));
    assertThat(lines).extracting(AuditLog.Line::actor).allMatch(who -> who.matches("token:[0-9]+"));
  }

  @Test
  void whereTheCustomersPayToIsWrittenDownWhenItChanges() {
    MerchantId merchant = shop.anotherMerchant().merchant();
    SelfCustody wallets = shop.bean(SelfCustody.class);
    long before = log.head().orElseThrow().id();
    wallets.adopt(merchant, "evm", ADDRESS, "person:4");
    wallets.stop(merchant, "evm");

    List<AuditLog.Line> lines =
        since(before).stream().filter(line -> line.subject().equals(merchant.value())).toList();
    assertThat(lines.getFirst().actor()).isEqualTo("person:4");
    assertThat(lines.getFirst().deed()).isEqualTo("own wallet brought");
    assertThat(lines.getLast().deed()).isEqualTo("own wallet out of use");
  }

  /** Else whoever is signed in could let the next customers pay to an address of his own. */
  @Test
  void addressesThatAreAddedToAListHaveAnEntryThatNamesThemAndWhoDidIt() {
    var owner = shop.anotherMerchant();
    FormClient person = signedIn(owner);
    bring(person, owner.password(), FIRST);
    long before = log.head().orElseThrow().id();
    bring(person, owner.password(), SECOND + "\n" + THIRD);

    AuditLog.Line added =
        since(before).stream()
            .filter(line -> line.deed().equals("own addresses added"))
            .findFirst()
            .orElseThrow();
    assertThat(added.subject()).isEqualTo(owner.merchant().value());
    assertThat(added.actor()).matches("person:[0-9]+");
    assertThat(added.details())
        .startsWith("evm ")
        .endsWith(": 2 from number 1 on: " + SECOND + " to " + THIRD);
  }

  @Test
  void aCallbackThatAPersonSendsAgainHasAnEntry() {
    Order order = shop.orderWithCallback("https://shop.example/paid");
    shop.pay(order.id(), 100);
    shop.mine(ShopOnAChain.CONFIRMATIONS);
    shop.await(order.id(), now -> now.state() == OrderState.PAID);
    String delivery =
        shop.bean(Deliveries.class)
            .of(shop.access().merchant(), order.id())
            .getFirst()
            .id()
            .toString();
    FormClient person = signedIn(shop.access());
    long before = log.head().orElseThrow().id();
    person.post("/dashboard/orders/" + order.id() + "/redeliver", Map.of("delivery", delivery));

    assertThat(since(before))
        .filteredOn(line -> line.subject().equals("delivery:" + delivery))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.deed()).isEqualTo("callback sent again");
              assertThat(line.actor()).matches("person:[0-9]+");
              assertThat(line.details()).endsWith("callback_url of order:" + order.id());
            });
  }

  private FormClient signedIn(DemoMerchant.Shop who) {
    FormClient person = new FormClient(shop.url());
    person.signIn(who.email(), who.password());
    return person;
  }

  private static void bring(FormClient person, String password, String addresses) {
    Map<String, String> form =
        Map.of("family", "evm", "wallet", addresses, "same", "yes", "password", password);
    assertThat(person.post("/dashboard/self-custody", form).status()).isEqualTo(200);
  }

  private List<AuditLog.Line> since(long id) {
    return log.page(AuditLog.START, 100).stream()
        .filter(line -> line.id() > id)
        .toList()
        .reversed();
  }

  private Answer post(NewApiToken token, String target) {
    shop.clock().advance(Duration.ofSeconds(1));
    String date = OrderInformations.wireTime(shop.clock().instant()) + "Z";
    return http.post(
        target, Signed.headers(token.token(), token.secret(), date, "POST", target, ""), "");
  }
}
