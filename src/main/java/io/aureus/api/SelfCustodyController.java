package io.aureus.api;

import static io.aureus.merchants.Scope.WALLETS_READ;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.PayoutInformations;
import io.aureus.wallets.OwnWallet;
import io.aureus.wallets.SelfCustody;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The wallets that a merchant brought, and what came to them (our own path). */
@Controller
final class SelfCustodyController {
  /**
   * @param chains the codes of the chains on which its addresses are given
   * @param unpaidInARow addresses after the last one that was paid
   * @param longestUnpaidRun wherever it lies
   * @param left addresses left to give; null for a key
   * @param first the index of the first address that orders got
   * @param next the index that is derived next
   * @param export what a wallet program imports to find all of it; null for a list
   */
  record Wallet(
      long walletId,
      String kind,
      String fingerprint,
      List<String> chains,
      boolean active,
      long given,
      // The naming strategy would write unpaid_in_arow.
      @JsonProperty("unpaid_in_a_row") long unpaidInARow,
      long longestUnpaidRun,
      @Nullable Long left,
      long first,
      long next,
      @Nullable String export,
      List<String> warnings,
      String createTime) {}

  /**
   * @param cameIn to the merchant's own wallets, less what payouts took
   * @param feesOwed to the operator, since they cannot be taken off
   */
  record Coin(
      String chain,
      String currency,
      String contractAddr,
      String cameIn,
      String pending,
      String reserved,
      String feesOwed) {}

  record Answer(List<Wallet> wallets, List<Coin> coins) {}

  private final ApiDoor door;
  private final SelfCustody selfCustody;
  private final Ledger ledger;
  private final Catalogue catalogue;

  SelfCustodyController(ApiDoor door, SelfCustody selfCustody, Ledger ledger, Catalogue catalogue) {
    this.door = door;
    this.selfCustody = selfCustody;
    this.ledger = ledger;
    this.catalogue = catalogue;
  }

  @GetMapping("/api/v2/wallet/self-custody")
  Reply wallets(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(request, WALLETS_READ, call -> answer(call.merchant()));
  }

  private Answer answer(MerchantId merchant) {
    return new Answer(
        selfCustody.of(merchant).stream().map(this::wallet).toList(), coins(merchant));
  }

  private Wallet wallet(OwnWallet wallet) {
    return new Wallet(
        wallet.id(),
        wallet.kind().name().toLowerCase(Locale.ROOT),
        wallet.fingerprint(),
        catalogue.chains().stream()
            .filter(chain -> chain.family().equals(wallet.family()))
            .map(Chain::code)
            .toList(),
        wallet.active(),
        wallet.given(),
        wallet.unpaid(),
        wallet.longestUnpaid(),
        wallet.left(),
        wallet.first(),
        wallet.next(),
        wallet.export(),
        wallet.warnings(),
        PayoutInformations.wireTime(wallet.createdAt()));
  }

  private List<Coin> coins(MerchantId merchant) {
    Map<String, Map<Account.Kind, Amount>> sums = new TreeMap<>();
    for (Ledger.Balance balance : ledger.balances(merchant.value())) {
      Account.Kind kind = balance.account().kind();
      boolean isOwn =
          switch (kind) {
            case OWN_HELD, OWN_PENDING, OWN_RESERVED, FEES_OWED -> true;
            default -> false;
          };
      if (isOwn) {
        sums.computeIfAbsent(balance.amount().asset().code(), code -> new TreeMap<>())
            .put(kind, balance.amount());
      }
    }
    return sums.values().stream().map(SelfCustodyController::coin).toList();
  }

  private static Coin coin(Map<Account.Kind, Amount> sums) {
    Asset asset = sums.values().iterator().next().asset();
    Amount nothing = Amount.zero(asset);
    return new Coin(
        asset.chain().code(),
        asset.code(),
        asset.contract(),
        sums.getOrDefault(Account.Kind.OWN_HELD, nothing).text(),
        sums.getOrDefault(Account.Kind.OWN_PENDING, nothing).text(),
        sums.getOrDefault(Account.Kind.OWN_RESERVED, nothing).text(),
        sums.getOrDefault(Account.Kind.FEES_OWED, nothing).negated().text());
  }
}
