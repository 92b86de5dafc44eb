package io.aureus.dashboard;

import io.aureus.callbacks.CallbackTest;
import io.aureus.dashboard.CallbacksPage.TestForm;
import io.aureus.dashboard.KeysPage.Fresh;
import io.aureus.merchants.CallbackCredentials.Pair;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the page of Callback Authentication. */
final class CallbacksPages {
  /** What programs in the wild wait for instead of the documented {@code SUCCESS}. */
  private static final List<String> ALIASES = List.of("", "SUCCEED", "succeed", "success");

  private static final int HINT = 4;

  private final Credentials credentials;
  private final Merchants merchants;
  private final People people;
  private final String prefilled;

  /**
   * @param prefilled the URL that the test's form begins with: never an order's, for a handler may
   *     take a call of that for its payment. Empty for none
   */
  CallbacksPages(Credentials credentials, Merchants merchants, People people, String prefilled) {
    this.credentials = credentials;
    this.merchants = merchants;
    this.people = people;
    this.prefilled = prefilled;
  }

  CallbacksPage of(SignedIn me, Shell shell, List<Fresh> fresh) {
    return of(me, shell, fresh, new TestForm(prefilled, false), Optional.empty());
  }

  CallbacksPage of(
      SignedIn me, Shell shell, List<Fresh> fresh, TestForm form, Optional<CallbackTest> test) {
    Merchant merchant = merchants.known(me.merchant());
    String hint =
        credentials
            .of(merchant.id())
            .map(Pair::token)
            .map(token -> token.substring(Math.max(0, token.length() - HINT)))
            .orElse("");
    List<String> aliases = new ArrayList<>(ALIASES);
    if (!aliases.contains(merchant.successAlias())) {
      aliases.add(merchant.successAlias());
    }
    return new CallbacksPage(
        shell,
        fresh,
        people.hasSecondFactor(me.person()),
        !hint.isEmpty(),
        hint,
        merchant.acceptAny2xx(),
        merchant.successAlias(),
        aliases,
        form,
        test);
  }
}
