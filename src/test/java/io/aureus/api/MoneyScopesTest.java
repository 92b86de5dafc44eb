package io.aureus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.merchants.Credentials;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.NewApiToken;
import io.aureus.merchants.Scope;
import io.aureus.testing.RawHttp;
import io.aureus.testing.RawHttp.Answer;
import io.aureus.testing.RunningAureus;
import io.aureus.testing.Signed;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Every path of money, as it is described, against every credential that may not use it. */
class MoneyScopesTest {
  private static final String ORDER = "20250207040935220628";
  private static final String PAYOUT = "00000000-0000-0000-0000-000000000000";

  private final RunningAureus aureus = RunningAureus.shared();
  private final RawHttp http = aureus.http();
  private final RunningAureus.Access merchant = aureus.anotherMerchant();
  private final Credentials credentials = aureus.bean(Credentials.class);
  private final ApiDocument document = new ApiDocument(http.get("/openapi.yaml", "").body());
  private final AtomicLong millis = new AtomicLong(Instant.now().toEpochMilli());

  @Test
  void whatPaysOutTakesTheRightToAndAKeyOnlyOnceTheOwnerHasSwitchedThatOn() {
    List<String> all = needing(Scope.PAYOUTS);
    assertThat(all).isEqualTo(document.described().stream().filter(MoneyScopesTest::pays).toList());
    NewApiToken others = token(EnumSet.complementOf(EnumSet.of(Scope.PAYOUTS)));
    NewApiToken own = token(EnumSet.of(Scope.PAYOUTS));
    String key =
        "API-Key: "
            + credentials
                .createKey(merchant.merchant(), Credentials.OWN_PLATFORM, EnumSet.of(Scope.PAYOUTS))
                .key();
    for (String one : all) {
      assertThat(asked(one, "API-Key: " + merchant.pluginKey()).code()).as(one).isEqualTo(403);
      assertThat(asked(one, key).message()).as(one).contains("switched off", "Payouts, Options");
      assertThat(signed(one, others).message()).as(one).contains("PAYOUTS");
      assertThat(signed(one, own).code()).as(one).isNotEqualTo(403);
    }
    MerchantSettings settings = aureus.bean(MerchantSettings.class);
    settings.changePayouts(merchant.merchant(), true, "");
    for (String one : all) {
      assertThat(asked(one, "API-Key: " + merchant.pluginKey()).code()).as(one).isEqualTo(403);
      assertThat(asked(one, "API-Key: " + merchant.key()).message()).as(one).contains("PAYOUTS");
      assertThat(asked(one, key).code()).as(one).isNotEqualTo(403);
    }
  }

  @Test
  void whatShowsBalancesTakesTheRightToReadThem() {
    List<String> all = needing(Scope.WALLETS_READ);
    assertThat(all)
        .contains("GET /api/v2/wallet", "GET /api/v2/wallet/self-custody")
        .contains("GET /api/v2/order/refund-info/{id}", "GET /api/v2/order/refund/{id}");
    NewApiToken others = token(EnumSet.complementOf(EnumSet.of(Scope.WALLETS_READ)));
    NewApiToken own = token(EnumSet.of(Scope.WALLETS_READ));
    for (String one : all) {
      assertThat(asked(one, "API-Key: " + merchant.pluginKey()).code()).as(one).isEqualTo(403);
      assertThat(signed(one, others).message()).as(one).contains("WALLETS_READ");
      assertThat(signed(one, own).code()).as(one).isNotEqualTo(403);
    }
  }

  private static boolean pays(String operation) {
    return operation.contains("/v2/payout")
        || operation.contains("/v2/wallet/withdraw")
        || operation.equals("POST /api/bln/withdraw")
        || operation.startsWith("POST /api/v2/order/refund");
  }

  private List<String> needing(Scope scope) {
    return document.described().stream()
        .filter(one -> description(one).contains("Needs the scope " + scope))
        .toList();
  }

  private String description(String operation) {
    String verb = operation.substring(0, operation.indexOf(' ')).toLowerCase(Locale.ROOT);
    String path = operation.substring(operation.indexOf(' ') + 1).replace("/", "~1");
    return document.at("/paths/" + path + "/" + verb + "/description").asString("");
  }

  private Answer signed(String operation, NewApiToken token) {
    String date = Instant.ofEpochMilli(millis.getAndIncrement()).toString();
    String target = target(operation);
    String verb = operation.substring(0, operation.indexOf(' '));
    String body = body(operation);
    return asked(
        operation, Signed.headers(token.token(), token.secret(), date, verb, target, body));
  }

  private Answer asked(String operation, String headers) {
    return operation.startsWith("GET ")
        ? http.get(target(operation), headers)
        : http.post(target(operation), headers, body(operation));
  }

  private static String body(String operation) {
    return operation.startsWith("GET ") ? "" : "{}";
  }

  private static String target(String operation) {
    String id = operation.contains("/payout/") ? PAYOUT : ORDER;
    return operation.substring(operation.indexOf(' ') + 1).replace("{id}", id);
  }

  private NewApiToken token(Set<Scope> scopes) {
    return credentials.createToken(merchant.merchant(), scopes);
  }
}
