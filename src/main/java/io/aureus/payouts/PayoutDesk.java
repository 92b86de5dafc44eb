package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.Verdict;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.CoinNetwork;
import io.aureus.wallets.Custody;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Payouts as they are asked for and decided on. The balance is judged under a lock. */
final class PayoutDesk implements Payouts {
  private final PayoutRows rows;
  private final ChildRows carriers;
  private final PayoutMoves moves;
  private final Destinations destinations;
  private final NetworkFees fees;
  private final Ledger ledger;
  private final Signer signer;
  private final Approvals approvals;
  private final Wakeups wakeups;
  private final RandomGenerator random;
  private final OwnRecall recall;
  private final InvoiceDesk invoices;
  private final StandingPayouts standing;
  private final PayoutsSettings settings;

  /**
   * What the desk needs of other rooms.
   *
   * @param behind who stands behind an actor
   * @param invoices what is particular of Lightning's
   */
  record Outside(
      Ledger ledger,
      Signer signer,
      SpendingPolicy policy,
      UnaryOperator<String> behind,
      Wakeups wakeups,
      RandomGenerator random,
      OwnRecall recall,
      InvoiceDesk invoices) {}

  PayoutDesk(
      PayoutRows rows,
      PayoutMoves moves,
      Destinations destinations,
      NetworkFees fees,
      Outside outside,
      PayoutsSettings settings) {
    this.rows = rows;
    this.carriers = rows.carriers();
    this.moves = moves;
    this.destinations = destinations;
    this.fees = fees;
    this.ledger = outside.ledger();
    this.signer = outside.signer();
    this.approvals =
        new Approvals(rows, moves, outside.policy(), outside.wakeups(), outside.behind());
    this.wakeups = outside.wakeups();
    this.random = outside.random();
    this.recall = outside.recall();
    this.invoices = outside.invoices();
    this.standing = new StandingPayouts(rows);
    this.settings = settings;
  }

  @Override
  public Preview preview(PayoutWish wish) {
    Payout draft = draft(wish);
    Amount available = ledger.balance(available(wish), wish.amount().asset());
    return new Preview(
        draft.amount(),
        draft.fee(),
        available,
        most(wish, draft, available),
        draft.holdReason(),
        draft.destination(),
        draft.payee());
  }

  private Amount most(PayoutWish wish, Payout draft, Amount available) {
    if (isInvoice(wish)) {
      return invoices.most(available);
    }
    // A whole balance may take more coins, and so a higher fee, than what is asked for.
    Amount fee = isOwn(wish) || !available.isPositive() ? draft.fee() : fees.of(available, true);
    return Lacking.most(available, fee);
  }

  @Override
  public Payout request(PayoutWish wish) {
    // Before the transaction: the signer may be another process.
    return standing.of(wish).orElseGet(() -> reserve(prepare(InvoicePayouts.repeatable(wish))));
  }

  @Override
  public Optional<Payout> standing(PayoutWish wish) {
    return standing.of(wish);
  }

  @Override
  public Prepared prepare(PayoutWish wish) {
    return new Prepared(wish, draft(wish));
  }

  @Override
  public Payout reserve(Prepared prepared) {
    PayoutWish wish = prepared.wish();
    Payout draft = prepared.draft();
    return moves.together(
        () -> {
          Amount available = ledger.lock(available(wish), wish.amount().asset());
          // Who waited for the lock may find that the same wish was written meanwhile.
          Optional<Payout> meanwhile = standing.of(wish);
          if (meanwhile.isPresent()) {
            return meanwhile.get();
          }
          if (!available.isAtLeast(draft.reserved())) {
            throw isInvoice(wish)
                ? invoices.lacking(draft, available)
                : Lacking.of(draft, available);
          }
          if (!rows.insert(
              draft, isOwn(wish) ? Sources.OWN : Sources.HOT, wish.idempotencyRef(), moves.now())) {
            // The lock is one asset's: with another asset the same name was just written.
            return standing.of(wish).orElseThrow();
          }
          if (isInvoice(wish)) {
            invoices.bind(draft);
          }
          moves.begun(draft, draft.holdReason().isEmpty() ? "asked for" : draft.holdReason());
          wakeups.wake(isInvoice(wish) ? PayInvoices.NAME : SendPayouts.NAME);
          return draft;
        });
  }

  @Override
  public Optional<Payout> find(PayoutId id) {
    return rows.find(id);
  }

  @Override
  public Optional<Carrier> carrier(Payout payout) {
    return carriers.carrier(payout.id(), rows.nativeOf(payout.amount().asset()));
  }

  @Override
  public List<Step> history(PayoutId id) {
    return rows.history(id);
  }

  @Override
  public Page list(Query query) {
    if (query.page() < 1 || query.size() < 1 || query.size() > 1000) {
      throw new IllegalArgumentException("pages are counted from 1, of 1 to 1000");
    }
    return rows.list(query);
  }

  @Override
  public Payout approve(PayoutId id, String actor) {
    return approvals.approve(id, actor);
  }

  @Override
  public Payout cancel(PayoutId id, String actor, String words) {
    // Before the transaction: nodes may be asked.
    String judged = recall.check(rows.find(id).orElseThrow(() -> unknown(id)));
    return moves.together(
        () -> {
          Payout payout = rows.lock(id).orElseThrow(() -> unknown(id));
          if (payout.state() == PayoutState.HELD && rows.isRestored(id)) {
            throw RestoredPayouts.isTheOperators();
          }
          if (!payout.state().isUnsigned() || rows.isSigned(id)) {
            throw new Refusal(
                ErrorCode.CONFLICT,
                "the payout is %s: only what is not signed yet can be taken back"
                    .formatted(payout.state()));
          }
          if (!judged.equals(recall.judged(payout))) {
            throw new Refusal(
                ErrorCode.CONFLICT, "it was handed out this moment: look at it again");
          }
          String why = words.isEmpty() ? "" : ": " + words;
          return moves.move(payout, PayoutState.CANCELLED, "taken back by " + actor + why, null);
        });
  }

  @Override
  public String destination(MerchantId merchant, String link, Asset asset, String typed) {
    return asset.chain().isLightning()
        ? invoices.destination(new PayeeServices.Asker(merchant.value(), link), asset, typed)
        : destinations.read(asset, typed, merchant);
  }

  @Override
  public Amount fee(MerchantId merchant, Amount amount, Custody custody) {
    if (!amount.asset().chain().isLightning()) {
      return fees.of(merchant, amount, custody);
    }
    if (custody == Custody.SELF) {
      throw PayeeDesk.isHisOwn();
    }
    return invoices.fee(amount);
  }

  /** Everything that can be judged without the balance. */
  private Payout draft(PayoutWish wish) {
    Asset asset = wish.amount().asset();
    if (isOwn(wish) && !settings.ownCoins() && CoinNetwork.has(asset.chain().family())) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED,
          "payouts of %s from your own wallet are switched off on this installation: make them in"
                  .formatted(asset.code())
              + " that wallet");
    }
    if (isInvoice(wish)) {
      if (isOwn(wish)) {
        throw PayeeDesk.isHisOwn();
      }
      InvoiceDesk.Told told = invoices.ask(wish);
      Payout draft = fresh(wish, told.invoice().text(), wish.amount(), invoices.fee(wish.amount()));
      return judged(draft.askedOf(told.payee()), draft.createdAt());
    }
    String destination = destinations.read(asset, wish.destination(), wish.merchant());
    Amount fee = fees.of(wish, destination);
    Amount amount = wish.feeFromAmount() ? wish.amount().minus(fee) : wish.amount();
    LeastPayout.check(wish, amount, fee, destination);
    Payout draft = fresh(wish, destination, amount, fee);
    // Our policy guards no key of his.
    return isOwn(wish) ? draft : judged(draft, draft.createdAt());
  }

  private Payout fresh(PayoutWish wish, String destination, Amount amount, Amount fee) {
    Instant now = moves.now();
    return new Payout(
        new PayoutId(new UUID(random.nextLong(), random.nextLong()).toString()),
        wish.kind(),
        wish.merchant(),
        amount,
        fee,
        destination,
        wish.orderId(),
        wish.reference(),
        wish.actor(),
        PayoutState.RESERVED,
        PayoutHold.NONE,
        "",
        null,
        null,
        false,
        now,
        now,
        1,
        wish.custody());
  }

  private Payout judged(Payout draft, Instant now) {
    Verdict verdict = signer.judge(Sources.plain(draft));
    return switch (verdict.kind()) {
      case ALLOWED -> draft;
      case HELD -> draft.held(PayoutHold.POLICY, verdict.rule(), now);
      case REFUSED -> throw new Refusal(ErrorCode.FORBIDDEN, verdict.rule());
    };
  }

  private static Account available(PayoutWish wish) {
    return Account.of(
        wish.merchant().value(), isOwn(wish) ? Account.Kind.OWN_HELD : Account.Kind.AVAILABLE);
  }

  private static boolean isInvoice(PayoutWish wish) {
    return wish.amount().asset().chain().isLightning();
  }

  private static boolean isOwn(PayoutWish wish) {
    return wish.custody() == Custody.SELF;
  }

  static Refusal unknown(PayoutId id) {
    return new Refusal(ErrorCode.NOT_FOUND, "there is no payout " + id);
  }
}
