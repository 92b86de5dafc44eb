package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.payouts.WalletBalance.Worth;
import io.aureus.pricing.Quotes;
import io.aureus.pricing.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Balances from the journal, valued at the market's rates. */
final class JournalWallets implements Wallets {
  private static final Set<Account.Kind> OURS =
      Set.of(Account.Kind.AVAILABLE, Account.Kind.PENDING, Account.Kind.RESERVED);

  private final Ledger ledger;
  private final Merchants merchants;
  private final Catalogue catalogue;
  private final Quotes quotes;

  JournalWallets(Ledger ledger, Merchants merchants, Catalogue catalogue, Quotes quotes) {
    this.ledger = ledger;
    this.merchants = merchants;
    this.catalogue = catalogue;
    this.quotes = quotes;
  }

  @Override
  public List<WalletBalance> of(MerchantId merchant, String currency) {
    if (!catalogue.fiats().contains(currency)) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "vs_currency: this is not a currency that we price in; send one of "
              + String.join(", ", new TreeSet<>(catalogue.fiats())));
    }
    Map<Asset, Map<Account.Kind, Amount>> held = new LinkedHashMap<>();
    for (String code : merchants.known(merchant).enabledAssets()) {
      held.put(catalogue.known(code), new LinkedHashMap<>());
    }
    for (Ledger.Balance balance : ledger.balances(merchant.value())) {
      if (!balance.amount().isZero() && OURS.contains(balance.account().kind())) {
        held.computeIfAbsent(balance.amount().asset(), asset -> new LinkedHashMap<>())
            .put(balance.account().kind(), balance.amount());
      }
    }
    return held.entrySet().stream()
        .map(one -> balance(one.getKey(), one.getValue(), currency))
        .toList();
  }

  private WalletBalance balance(Asset asset, Map<Account.Kind, Amount> sums, String currency) {
    Amount nothing = Amount.zero(asset);
    Amount available = sums.getOrDefault(Account.Kind.AVAILABLE, nothing);
    return new WalletBalance(
        asset,
        available,
        sums.getOrDefault(Account.Kind.PENDING, nothing),
        sums.getOrDefault(Account.Kind.RESERVED, nothing),
        worth(available, currency));
  }

  /** A wallet can be looked at without a rate. */
  private @Nullable Worth worth(Amount amount, String currency) {
    Rate rate;
    try {
      rate = quotes.rate(amount.asset(), currency);
    } catch (Refusal lacking) {
      return null;
    }
    int decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    BigDecimal value = amount.decimal().multiply(rate.price());
    return new Worth(currency, value.setScale(decimals, RoundingMode.FLOOR), rate);
  }
}
