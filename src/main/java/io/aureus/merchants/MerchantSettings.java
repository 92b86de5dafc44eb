package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.util.HashSet;
import java.util.List;

/** Changes what a merchant has set. */
public final class MerchantSettings {
  private static final int MOST_NAME = 100;
  private static final int MOST_URL = 2048;

  private final MerchantChanging changing;
  private final Catalogue catalogue;

  MerchantSettings(MerchantChanging changing, Catalogue catalogue) {
    this.changing = changing;
    this.catalogue = catalogue;
  }

  /**
   * Replaces all of it; seen by this node at once, by others in a few seconds.
   *
   * @throws Refusal with {@code BAD_REQUEST}, {@code UNSUPPORTED} or {@code NOT_FOUND}
   */
  public void change(MerchantId id, MerchantChange change) {
    String name = name(change.name());
    tolerance(change.toleranceBps());
    alias(change.successAlias());
    assets(change.enabledAssets());
    MerchantChange checked =
        new MerchantChange(
            name,
            change.toleranceBps(),
            change.acceptAny2xx(),
            change.successAlias(),
            change.enabledAssets());
    changing.change(id, was -> was.with(checked));
  }

  /**
   * Sets the deployment's fee for a merchant: the operator's to decide, not the merchant's.
   *
   * @param feeBps hundredths of a percent, 0 to 10,000
   */
  public void changeFee(MerchantId id, int feeBps) {
    if (feeBps < 0 || feeBps > 10_000) {
      throw bad("fee must be from 0 to 10000 hundredths of a percent, not " + feeBps);
    }
    changing.change(id, was -> was.withFee(feeBps));
  }

  /**
   * Sets how programs ask for payouts and what is told of them.
   *
   * @param byKey whether an API key may move money out
   * @param webhook a URL that {@code callbacks.CallbackUrls} has checked; empty for none
   */
  public void changePayouts(MerchantId id, boolean byKey, String webhook) {
    if (webhook.length() > MOST_URL) {
      throw bad("payout webhook must have at most " + MOST_URL + " characters");
    }
    changing.change(id, was -> was.withPayouts(byKey, webhook));
  }

  /**
   * Sets where payers go of orders that do not say.
   *
   * @throws Refusal with {@code BAD_REQUEST} for what is no address of a page
   */
  public void changeRedirects(MerchantId id, Redirects redirects) {
    page("succeed url", redirects.succeedUrl());
    page("timeout url", redirects.timeoutUrl());
    changing.change(id, was -> was.with(redirects));
  }

  private static void page(String field, String url) {
    if (url.length() > MOST_URL || !url.matches("(https?://[^\\s\\p{Cntrl}/][^\\s\\p{Cntrl}]*)?")) {
      throw bad(
          field
              + " must be empty, or an http or https address without spaces, of at most "
              + MOST_URL
              + " characters");
    }
  }

  static String name(String given) {
    String name = given.strip();
    if (name.isEmpty()
        || name.length() > MOST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw bad("name must have 1 to " + MOST_NAME + " characters and no line breaks");
    }
    return name;
  }

  private static void tolerance(int bps) {
    if (bps < 0 || bps > 1000) {
      throw bad("tolerance must be from 0 to 1000 hundredths of a percent, not " + bps);
    }
  }

  private static void alias(String alias) {
    if (!alias.matches("[A-Za-z]{0,20}")) {
      throw bad("success alias must be empty or up to 20 letters, e.g. SUCCEED");
    }
  }

  private void assets(List<String> codes) {
    if (codes.isEmpty()) {
      throw bad("enabled assets must name at least one of " + known());
    }
    for (String code : codes) {
      if (catalogue.asset(code).isEmpty()) {
        throw new Refusal(
            ErrorCode.UNSUPPORTED, "asset " + code + " is not offered here; there is " + known());
      }
    }
    if (new HashSet<>(codes).size() != codes.size()) {
      throw bad("enabled assets must name each asset once");
    }
  }

  private String known() {
    return String.join(", ", catalogue.assets().stream().map(Asset::code).toList());
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
