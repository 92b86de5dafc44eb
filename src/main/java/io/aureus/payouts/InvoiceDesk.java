package io.aureus.payouts;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.LightningRequest;
import io.aureus.chains.lightning.Offer;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.LightningRows.Bound;
import io.aureus.wallets.Custody;
import io.aureus.wallets.Receiving;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What is asked of a payout that pays an invoice of Lightning. No call to any node. */
final class InvoiceDesk {
  /** Less is dust to most programs, and no wallet asks for it. */
  private static final long LEAST = 1_000;

  private final LightningRows rows;
  private final PayoutRows payouts;
  private final LightningPayoutSettings settings;
  private final Outside outside;

  /** What it needs of other rooms. */
  record Outside(LightningAccess access, Receiving receiving, SpendingPolicy policy, Clock clock) {}

  InvoiceDesk(
      LightningRows rows, PayoutRows payouts, LightningPayoutSettings settings, Outside outside) {
    this.rows = rows;
    this.payouts = payouts;
    this.settings = settings;
    this.outside = outside;
  }

  /** The invoice that a payout pays: it was read when that was asked for. */
  static Invoice of(Payout payout) {
    Chain chain = payout.amount().asset().chain();
    return Invoice.read(LightningNetwork.of(chain.network()), payout.destination());
  }

  /**
   * Reads what somebody gave as an invoice.
   *
   * @throws Refusal {@code BAD_REQUEST} with what is wrong and what would be right; {@code
   *     UNSUPPORTED} where nothing is paid by Lightning here
   */
  Invoice read(Asset asset, String typed) {
    Chain chain = asset.chain();
    if (outside.access().paying(chain).isEmpty()) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "payouts by Lightning are switched off on this installation: its operator has given no"
              + " credential that pays (aureus.chains.%s.lightning.paying-secret)"
                  .formatted(chain.code().toLowerCase(Locale.ROOT)));
    }
    Invoice invoice = parsed(chain, typed);
    Instant expiry = invoice.terms().expiresAt();
    if (invoice.isExpired(outside.clock().instant())) {
      throw bad(
          "it expired at %s: ask the receiver for a new one"
              .formatted(expiry.truncatedTo(ChronoUnit.SECONDS)));
    }
    String hash = invoice.terms().paymentHash();
    if (isOurs(hash)) {
      throw bad(
          "it is an invoice of this gateway, made for an order: right is one of the receiver's"
              + " own wallet");
    }
    if (outside.policy().isBlocked(invoice.payee())) {
      throw bad("its payee is on this gateway's block list, and nothing is ever paid to it");
    }
    return invoice;
  }

  /** What a merchant's own node made can be paid: it is another node. */
  private boolean isOurs(String paymentHash) {
    return outside.receiving().ordersOf(List.of(paymentHash)).values().stream()
        .anyMatch(owner -> owner.custody() == Custody.CUSTODIAL);
  }

  /** The money is in the merchant's own node, and nothing here makes that pay. */
  static Refusal isHisOwn() {
    return new Refusal(
        ErrorCode.UNSUPPORTED,
        "this came to the merchant's own Lightning node, for which the gateway has no credential"
            + " that pays: have the receiver make an invoice, and pay it with that node");
  }

  /**
   * The same without a look at anything but its text: an expired one is read as well.
   *
   * @throws Refusal {@code BAD_REQUEST} where it is none of this network
   */
  static Invoice parsed(Chain chain, String typed) {
    LightningNetwork network = LightningNetwork.of(chain.network());
    LightningRequest read;
    try {
      read = LightningRequest.read(network, typed);
    } catch (LightningRefusal e) {
      throw bad(e.words());
    }
    if (read instanceof Invoice invoice) {
      return invoice;
    }
    if (read instanceof Offer) {
      throw bad(
          "it is an offer (BOLT12), and offers are not paid out here: ask the receiver for an"
              + " invoice, %s…".formatted(network.prefix()));
    }
    throw bad(
        "it is no invoice but something that one is asked of: right is an invoice, %s…"
            .formatted(network.prefix()));
  }

  /**
   * Judges the amount, which the invoice names or leaves to the payer.
   *
   * @throws Refusal {@code BAD_REQUEST} with the figure that would pass
   */
  void check(PayoutWish wish, Invoice invoice) {
    Asset asset = wish.amount().asset();
    if (wish.feeFromAmount()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          wish.kind() == PayoutKind.REFUND
              ? "fee_bearer: what routing takes cannot come off an invoice's amount; send MERCHANT"
              : "fee_from_amount: what routing takes comes on top of an invoice's amount; leave it"
                  + " out");
    }
    OptionalLong named = invoice.terms().millisatoshi();
    if (named.isPresent() && !wish.amount().equals(amount(asset, named.getAsLong()))) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "amount: the invoice asks for %s %s, and not for %s"
              .formatted(
                  amount(asset, named.getAsLong()).text(), asset.code(), wish.amount().text()));
    }
    Amount least = amount(asset, LEAST);
    if (!wish.amount().isAtLeast(least)) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "amount: %s %s is too little; %s is the least"
              .formatted(wish.amount().text(), asset.code(), least.text()));
    }
  }

  /**
   * What is set aside of the merchant's balance for routing; what is not needed comes back. The
   * merchant bears it whoever bears the fees of chains: by routing through a node of his own he
   * would be paid whatever somebody else bears.
   */
  Amount fee(Amount amount) {
    return amount(amount.asset(), cap(amount));
  }

  /** The largest amount that could be paid from a balance. */
  Amount most(Amount available) {
    Asset asset = available.asset();
    if (!available.isPositive()) {
      return Amount.zero(asset);
    }
    long units = available.units().longValueExact();
    return amount(asset, settings.most(units));
  }

  /**
   * Gives the payout its payment hash, in the current transaction.
   *
   * @throws Refusal {@code CONFLICT} where another payout has it
   */
  void bind(Payout payout) {
    String hash = of(payout).terms().paymentHash();
    long units = payout.amount().units().longValueExact();
    if (rows.insert(new Bound(hash, payout.id(), units, cap(payout.amount())))) {
      return;
    }
    String known =
        rows.payout(hash)
            .flatMap(payouts::find)
            .filter(
                other -> payout.merchant() != null && payout.merchant().equals(other.merchant()))
            .map(other -> ", by payout %s, which is %s".formatted(other.id(), other.state()))
            .orElse("");
    throw new Refusal(
        ErrorCode.CONFLICT,
        "this invoice was asked to be paid before%s: one invoice is paid once; ask the receiver"
                .formatted(known)
            + " for a new one");
  }

  /** What a balance lacks, with the figure that would pass. */
  Refusal lacking(Payout draft, Amount available) {
    return new Refusal(
        ErrorCode.CONFLICT,
        "the balance is %s %s, and %s is set aside for routing until it is paid: an invoice of at"
                .formatted(available.text(), available.asset().code(), draft.fee().text())
            + " most %s can be paid out".formatted(most(available).text()));
  }

  private long cap(Amount amount) {
    return settings.cap(amount.units().longValueExact());
  }

  private static Amount amount(Asset asset, long millisatoshi) {
    return Amount.ofUnits(asset, millisatoshi);
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, "the invoice cannot be paid: " + words);
  }
}
