package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.orders.OrderState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackUrlTest {
  private static final String KEY = "Kx3-k_0";
  private static final String ORDER = "20260301100000000001";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.you.com/callback?id=32",
        "https://shop.example/?wc-api=APWC_Gateway&order_id=5",
        "https://Shop.Example:443/A%2fb/../c;x=1?q=%7E&r=+&&s",
        "http://shop.example//twice//?a?b",
        "https://shop.example/?u=https://other.example/?x=1&token=a%3D%3D",
        "http://[2606:4700::1111]:8080/x",
        "https://shop.example/%zz|{}^`\"<>\\"
      })
  void nothingOfAUrlIsChanged(String url) {
    assertThat(CallbackUrl.parse(url).requested()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, https://shop.example/",
    "https://shop.example?a=1, https://shop.example/?a=1",
    "https://shop.example/x#frag, https://shop.example/x",
    "https://shop.example/x?a=1#b?c, https://shop.example/x?a=1"
  })
  void aMissingPathIsASlashAndAFragmentIsNotSent(String given, String requested) {
    assertThat(CallbackUrl.parse(given).requested()).isEqualTo(requested);
  }

  @ParameterizedTest
  @CsvSource({
    "https://s.example/?wc-api=X&order_id=1, https://s.example/?wc-api=X&order_id=1&k=v",
    "https://s.example/paid, https://s.example/paid?k=v",
    "https://s.example, https://s.example/?k=v",
    "https://s.example/paid?, https://s.example/paid?k=v",
    "https://s.example/paid?a=1&, https://s.example/paid?a=1&k=v",
    "https://s.example/paid?a=1#top, https://s.example/paid?a=1&k=v",
    "https://s.example/a&b, https://s.example/a&b?k=v"
  })
  void aParameterIsAppendedWithTheJointThatFits(String given, String requested) {
    assertThat(CallbackUrl.parse(given).with("k", "v").requested()).isEqualTo(requested);
  }

  @Test
  void eachPluginGetsWhatItsHandlerReadsAndNothingMore() {
    String woo = "https://s.example/?wc-api=APWC_Gateway&order_id=5";
    assertThat(appended(Orders.plugin("WOOCOMMERCE", woo), woo))
        .isEqualTo(woo + "&public_key=" + KEY);
    String pmp = "https://s.example/aurpay.pmp.callback.php?status=completed&order_id=5";
    assertThat(appended(Orders.plugin("PAIDMEMBERSHIPSPRO", pmp), pmp))
        .isEqualTo(pmp + "&aurpay_order_id=" + ORDER);
    String edd = "https://s.example/aurpay.edd.callback.php?status=completed&order_id=5";
    assertThat(appended(Orders.plugin("EASYDIGITALDOWNLOADS", edd), edd)).isEqualTo(edd);
    assertThat(appended(Orders.plugin("SHOPIFY", edd), edd))
        .isEqualTo(edd + "&public_key=" + KEY + "&aurpay_order_id=" + ORDER);
  }

  /** Lesson: SHKeeper leaked its API key to callback URLs. */
  @Test
  void anApiOrdersUrlNeverCarriesTheKey() {
    String url = "https://s.example/cb";
    assertThat(appended(Orders.api(url), url)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.example/cb",
        "ftp://shop.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "http://",
        "http:///path",
        "http://user:pass@shop.example/",
        "http://shop.example@127.0.0.1/",
        "http://shop.example:0/",
        "http://shop.example:65536/",
        "http://shop.example:99999999999/",
        "http://shop.example:80a/",
        "http://shop example/",
        "http://shop.example/a b",
        "http://shop.example/a\r\nX-Evil: 1",
        "http://shop.example/\u0000",
        "http://m\u00fcnchen.example/",
        "http://shop.example/\u4e2d",
        "http://shop.example\\@127.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://127.0.0.256/",
        "http://1.2.3.4.5/",
        "http://shop.example.0x/"
      })
  void whatCannotBeCalledPlainlyIsRefused(String url) {
    assertThatThrownBy(() -> CallbackUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }

  @Test
  void aUrlOfMoreThan2048CharactersIsRefused() {
    String longest = "https://shop.example/" + "x".repeat(2048 - 21);
    assertThat(CallbackUrl.parse(longest).requested()).isEqualTo(longest);
    assertThatThrownBy(() -> CallbackUrl.parse(longest + "x"))
        .hasMessageContaining("2048 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://10.1.2.3:8080/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:3000/",
        "http://db.internal/",
        "http://printer.local/",
        "http://[1::2::3]/"
      })
  void atTheOrdersCreationALocalHostIsRefusedByItsField(String url) {
    CallbackUrls urls = new CallbackUrls(AllowList.of(List.of()), OwnAddress.NONE);
    assertThatThrownBy(() -> urls.check("callback_url", url))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("callback_url must be reachable from the internet");
  }

  @Test
  void atTheOrdersCreationWhatTheOperatorAllowsIsTaken() {
    CallbackUrls urls =
        new CallbackUrls(
            AllowList.of(List.of("127.0.0.0/8", "10.1.0.0/16", "db.internal")), OwnAddress.NONE);
    urls.check("callback_url", "http://127.0.0.1:9090/");
    urls.check("callback_url", "http://localhost:9090/");
    urls.check("callback_url", "http://10.1.2.3/");
    urls.check("callback_url", "http://DB.internal/x");
    urls.check("callback_url", "https://shop.example/x");
    assertThatThrownBy(() -> urls.check("timeout_callback", "http://10.2.0.1/"))
        .hasMessageStartingWith("timeout_callback ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pay.shop.example/api/v2/order",
        "https://PAY.shop.example:443/",
        "https://pay.shop.example./x",
        "https://pay.shop.example"
      })
  void theGatewaysOwnAddressIsRefused(String url) {
    AllowList nothing = AllowList.of(List.of());
    CallbackUrls urls =
        new CallbackUrls(nothing, OwnAddress.of("https://pay.shop.example/", nothing));
    assertThatThrownBy(() -> urls.check("callback_url", url))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("callback_url must be an address of the shop");
    urls.check("callback_url", "https://shop.example/paid");
    urls.check("callback_url", "https://pay.shop.example:8443/paid");
  }

  @Test
  void aShopOnTheGatewaysOwnHostCanBeAllowedByName() {
    AllowList shop = AllowList.of(List.of("pay.shop.example"));
    CallbackUrls urls = new CallbackUrls(shop, OwnAddress.of("https://pay.shop.example/", shop));
    urls.check("callback_url", "https://pay.shop.example/shop/paid");
  }

  private static String appended(Orders orders, String url) {
    return Additions.of(orders.order(1, OrderState.PAID).terms())
        .appendedTo(CallbackUrl.parse(url), KEY, ORDER)
        .requested();
  }
}
