package io.aureus.payouts;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRequest;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks for the payment of one invoice of Lightning, or of several: all of them or none. In the
 * place of one there may be a Lightning address or an LNURL.
 */
public final class InvoicePayouts {
  /** So many at once. */
  public static final int MOST = 100;

  /**
   * @param invoices 1 to {@link #MOST}, as typed
   * @param amount for one that leaves it to the payer, as a Lightning address does; null where the
   *     invoices name theirs
   * @param idempotencyRef as a {@link PayoutWish}'s
   */
  public record Wish(
      MerchantId merchant,
      Asset asset,
      List<String> invoices,
      @Nullable Amount amount,
      @Nullable String idempotencyRef,
      String actor) {}

  private final Payouts payouts;
  private final StandingPayouts standing;
  private final TransactionTemplate together;

  InvoicePayouts(Payouts payouts, StandingPayouts standing, TransactionTemplate together) {
    this.payouts = payouts;
    this.standing = standing;
    this.together = together;
  }

  /** The payment hash of the invoice that a payout pays, in 64 hexadecimal digits. */
  public static String paymentHash(Payout payout) {
    return InvoiceDesk.of(payout).terms().paymentHash();
  }

  /**
   * The amount that something typed names itself; empty where the payer chooses it.
   *
   * @throws Refusal {@code BAD_REQUEST} where it is nothing that could be paid on this network
   */
  public static Optional<Amount> named(Asset asset, String typed) {
    return InvoiceDesk.request(asset.chain(), typed) instanceof Invoice invoice
            && invoice.terms().millisatoshi().isPresent()
        ? Optional.of(Amount.ofUnits(asset, invoice.terms().millisatoshi().getAsLong()))
        : Optional.empty();
  }

  /** The node that a payout's invoice pays, by its key in 66 hexadecimal digits. */
  public static String node(Chain chain, String invoice) {
    return Invoice.read(LightningNetwork.of(chain.network()), invoice).payee();
  }

  /**
   * Whether something typed is what a payout pays, however it is written: its invoice, or what that
   * was asked of.
   *
   * @throws Refusal {@code BAD_REQUEST} where it is nothing that could be paid on this network
   */
  public static boolean isSame(Payout standing, String typed) {
    String text = InvoiceDesk.request(standing.amount().asset().chain(), typed).text();
    return text.equals(standing.destination()) || text.equals(standing.payee());
  }

  /**
   * Reserves each amount with what routing may take.
   *
   * @return one for each invoice, in their order
   * @throws Refusal as {@link Payouts#request}; none of them is asked for then
   */
  public List<Payout> request(Wish wish) {
    if (wish.invoices().isEmpty() || wish.invoices().size() > MOST) {
      throw bad("ln_invoices: send 1 to %d invoices".formatted(MOST));
    }
    List<PayoutWish> wishes = wishes(wish);
    List<Payout> before = wishes.stream().map(standing::of).flatMap(Optional::stream).toList();
    if (before.size() == wishes.size()) {
      return before;
    }
    if (!before.isEmpty()) {
      throw new Refusal(
          ErrorCode.CONFLICT, "the Idempotency-Key stands already, with other invoices");
    }
    // Before the transaction: the signer may be another process.
    List<Payouts.Prepared> prepared = each(wishes, payouts::prepare);
    return Objects.requireNonNull(together.execute(status -> reserved(prepared)));
  }

  /** Who asks for the same ones in another order must not wait for one another. */
  private List<Payout> reserved(List<Payouts.Prepared> prepared) {
    Map<Payouts.Prepared, Payout> made = new HashMap<>();
    prepared.stream()
        .sorted(Comparator.comparing(one -> one.draft().destination()))
        .forEach(one -> made.put(one, reserved(one, prepared.size())));
    return prepared.stream().map(made::get).toList();
  }

  private Payout reserved(Payouts.Prepared one, int count) {
    try {
      return payouts.reserve(one);
    } catch (Refusal e) {
      throw count == 1
          ? e
          : new Refusal(
              e.code(),
              "%s (with the others of these %d invoices; none of them is paid)"
                  .formatted(e.words(), count));
    }
  }

  private List<PayoutWish> wishes(Wish wish) {
    List<LightningRequest> invoices =
        each(wish.invoices(), typed -> InvoiceDesk.request(wish.asset().chain(), typed));
    Set<String> hashes = new HashSet<>();
    List<PayoutWish> wishes = new ArrayList<>();
    for (int i = 0; i < invoices.size(); i++) {
      LightningRequest invoice = invoices.get(i);
      if (invoice instanceof Invoice one && !hashes.add(one.terms().paymentHash())) {
        throw bad("ln_invoices: one invoice is there twice, and each is paid once");
      }
      String ref = wish.idempotencyRef();
      wishes.add(
          repeatable(
              new PayoutWish(
                  wish.merchant(),
                  PayoutKind.WITHDRAWAL,
                  amount(wish, invoice),
                  invoice instanceof Invoice ? invoice.text() : wish.invoices().get(i),
                  false,
                  null,
                  null,
                  ref == null || wishes.isEmpty() ? ref : ref + " " + wishes.size(),
                  wish.actor())));
    }
    return wishes;
  }

  /**
   * An invoice is paid once, whatever comes twice. A Lightning address gives another one each time
   * that it is asked, so that only a name tells a repeated request from a new one.
   *
   * @return the wish
   * @throws Refusal {@code BAD_REQUEST} where it is for no invoice, and has no name
   */
  static PayoutWish repeatable(PayoutWish wish) {
    Chain chain = wish.amount().asset().chain();
    if (chain.isLightning()
        && wish.reference() == null
        && wish.idempotencyRef() == null
        && !(InvoiceDesk.request(chain, wish.destination()) instanceof Invoice)) {
      throw bad(
          "Idempotency-Key is missing: a Lightning address or an LNURL gives another invoice each"
              + " time, so without it a request that is sent twice would be paid twice; send one,"
              + " and the same one when you repeat the request (at /api/v2/wallet/withdraw a"
              + " reference does as well)");
    }
    return wish;
  }

  private static Amount amount(Wish wish, LightningRequest request) {
    Amount given = wish.amount();
    Optional<Amount> named = named(wish.asset(), request.text());
    if (named.isPresent()) {
      if (given != null) {
        throw bad(
            "amount: the invoice asks for %s %s itself; leave the amount out"
                .formatted(named.get().text(), named.get().asset().code()));
      }
      return named.get();
    }
    if (given == null) {
      throw bad(
          request instanceof Invoice
              ? "amount is missing: the invoice leaves it to the payer; send it in BTC"
              : "amount is missing: say how much is to arrive, in BTC");
    }
    if (wish.invoices().size() > 1) {
      throw bad("amount: it goes with one invoice alone; ask for each by itself");
    }
    return given;
  }

  /** A refusal of one of several says of which, and that none is paid. */
  private static <T, R> List<R> each(List<T> all, Function<T, R> deed) {
    List<R> done = new ArrayList<>();
    for (T one : all) {
      try {
        done.add(deed.apply(one));
      } catch (Refusal e) {
        if (all.size() == 1) {
          throw e;
        }
        throw new Refusal(
            e.code(),
            "%s (invoice %d of %d; none of them is paid)"
                .formatted(e.words(), done.size() + 1, all.size()));
      }
    }
    return done;
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
