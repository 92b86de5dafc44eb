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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a payout that pays an invoice of Lightning, which may have to be asked of its
 * payee first. No call to any node.
 */
final class InvoiceDesk {
  /** Less is dust to most programs, and no wallet asks for it. */
  private static final long LEAST = 1_000;

  /**
   * An invoice that was asked for is paid at once, or held for a person: not in its last seconds.
   */
  private static final Duration TIME_TO_PAY = Duration.ofSeconds(30);

  private final LightningRows rows;
  private final PayoutRows payouts;
  private final LightningPayoutSettings settings;
  private final PayeeDesk payees;
  private final Outside outside;

  /** What it needs of other rooms. */
  record Outside(
      LightningAccess access,
      Receiving receiving,
      SpendingPolicy policy,
      PayeeServices services,
      Clock clock) {}

  /**
   * What a payout is to pay.
   *
   * @param payee the Lightning address or LNURL that the invoice was asked of; null for none
   */
  record Told(Invoice invoice, @Nullable String payee) {}

  InvoiceDesk(
      LightningRows rows, PayoutRows payouts, LightningPayoutSettings settings, Outside outside) {
    this.rows = rows;
    this.payouts = payouts;
    this.settings = settings;
    this.payees = new PayeeDesk(outside.services());
    this.outside = outside;
  }

  /** The invoice that a payout pays: it was read when that was asked for. */
  static Invoice of(Payout payout) {
    Chain chain = payout.amount().asset().chain();
    return Invoice.read(LightningNetwork.of(chain.network()), payout.destination());
  }

  /**
   * The invoice that a wish is to pay: its own, or one over its amount that its payee's service is
   * asked for. Not within a transaction.
   *
   * @throws Refusal as {@link #destination}; {@code BAD_REQUEST} with the amount that would pass
   */
  Told ask(PayoutWish wish) {
    Asset asset = wish.amount().asset();
    mustPay(asset.chain());
    check(wish);
    LightningRequest asked = request(asset.chain(), wish.destination());
    if (asked instanceof Invoice invoice) {
      mustBePayable(invoice);
      check(wish, invoice);
      return new Told(invoice, null);
    }
    return new Told(fetched(wish, asked), asked.text());
  }

  /** Whatever a stranger's server says, so much is paid and no more, to what it promised. */
  private Invoice fetched(PayoutWish wish, LightningRequest payee) {
    Amount amount = wish.amount();
    PayeeServices.Asker asker = new PayeeServices.Asker(wish.merchant().value(), "");
    PayeeDesk.Terms terms = payees.terms(asker, payee);
    Invoice invoice = parsed(amount.asset().chain(), payees.invoice(asker, terms, amount));
    mustBePayable(invoice);
    long units = amount.units().longValueExact();
    if (invoice.terms().millisatoshi().orElse(0) != units) {
      throw bad("its payee was asked for one over %s, and gave another".formatted(amount.text()));
    }
    if (!invoice.isFor(terms.metadata())) {
      throw bad("it is not for what its payee said before (the hash of its description differs)");
    }
    if (invoice.isExpired(outside.clock().instant().plus(TIME_TO_PAY))) {
      throw bad("its payee gave one that expires in a moment; try again");
    }
    return invoice;
  }

  /**
   * Reads what somebody gave to be paid. A service is asked whether it can be paid, for no invoice.
   *
   * @return in the usual spelling
   * @throws Refusal {@code BAD_REQUEST} with what is wrong and what would be right; {@code
   *     UNSUPPORTED} where nothing is paid by Lightning here; {@code UNAVAILABLE} where a service
   *     does not answer
   */
  String destination(PayeeServices.Asker asker, Asset asset, String typed) {
    mustPay(asset.chain());
    LightningRequest asked = request(asset.chain(), typed);
    if (asked instanceof Invoice invoice) {
      mustBePayable(invoice);
    } else {
      payees.terms(asker, asked);
    }
    return asked.text();
  }

  private void mustPay(Chain chain) {
    if (outside.access().paying(chain).isEmpty()) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "payouts by Lightning are switched off on this installation: its operator has given no"
              + " credential that pays (aureus.chains.%s.lightning.paying-secret)"
                  .formatted(chain.code().toLowerCase(Locale.ROOT)));
    }
  }

  private void mustBePayable(Invoice invoice) {
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
      throw new Refusal(ErrorCode.FORBIDDEN, "the invoice's payee is on this gateway's block list");
    }
  }

  /** What a merchant's own node made can be paid: it is another node. */
  private boolean isOurs(String paymentHash) {
    return outside.receiving().ordersOf(List.of(paymentHash)).values().stream()
        .anyMatch(owner -> owner.custody() == Custody.CUSTODIAL);
  }

  /**
   * Reads an invoice, a Lightning address or an LNURL by its text alone: an expired one too.
   *
   * @throws Refusal {@code BAD_REQUEST} where it is none of this network
   */
  static LightningRequest request(Chain chain, String typed) {
    LightningNetwork network = LightningNetwork.of(chain.network());
    try {
      LightningRequest read = LightningRequest.read(network, typed);
      if (read instanceof Offer) {
        throw bad(
            "it is an offer (BOLT12), and offers are not paid out here: ask the receiver for an"
                + " invoice, %s…".formatted(network.prefix()));
      }
      return read;
    } catch (LightningRefusal e) {
      throw bad(e.words());
    }
  }

  /** What a service gave must be an invoice itself. */
  private static Invoice parsed(Chain chain, String given) {
    if (request(chain, given) instanceof Invoice invoice) {
      return invoice;
    }
    throw bad("its payee gave something else");
  }

  /**
   * Judges the amount by itself.
   *
   * @throws Refusal {@code BAD_REQUEST} with the figure that would pass
   */
  private static void check(PayoutWish wish) {
    Asset asset = wish.amount().asset();
    if (wish.feeFromAmount()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          wish.kind() == PayoutKind.REFUND
              ? "fee_bearer: what routing takes cannot come off an invoice's amount; send MERCHANT"
              : "fee_from_amount: what routing takes comes on top of an invoice's amount; leave it"
                  + " out");
    }
    Amount least = amount(asset, LEAST);
    if (!wish.amount().isAtLeast(least)) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "amount: %s %s is too little; %s is the least"
              .formatted(wish.amount().text(), asset.code(), least.text()));
    }
  }

  /** An invoice names its amount, or leaves it to the payer. */
  private static void check(PayoutWish wish, Invoice invoice) {
    Asset asset = wish.amount().asset();
    OptionalLong named = invoice.terms().millisatoshi();
    if (named.isPresent() && !wish.amount().equals(amount(asset, named.getAsLong()))) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "amount: the invoice asks for %s %s, and not for %s"
              .formatted(
                  amount(asset, named.getAsLong()).text(), asset.code(), wish.amount().text()));
    }
  }

  /**
   * What is set aside of the merchant's balance for routing; what is not needed comes back. The
   * merchant bears it whoever bears the fees of chains: by routing through a node of his own he
   * would be paid whatever somebody else bears.
   */
  Amount fee(Amount amount) {
    mustPay(amount.asset().chain());
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
