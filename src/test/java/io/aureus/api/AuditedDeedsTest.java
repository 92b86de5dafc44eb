package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.aureus.audit.AuditLog;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.NewApiToken;
import io.aureus.orders.Order;
import io.aureus.orders.OrderInformations;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.ShopOnAChain;
import io.aureus.testing.Signed;
import io.aureus.wallets.SelfCustody;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs do with an order, and where money goes, has an entry that says who did it. */
class AuditedDeedsTest {
  private static final String ADDRESS = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

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
    MerchantId merchant = shop.anotherMerchant(901).merchant();
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
