package io.aureus.sandbox;

import io.aureus.chains.lightning.Invoice;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A channel between two simulated nodes, and what they pay one another over it. */
final class LightningChannel {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final ChainFile<LightningEntry> file;
  private final Clock clock;
  private final LightningPeer one;
  private final LightningPeer other;
  private final long reserve;

  /**
   * @param file what has been so far, and what will be
   * @param reserve that neither side may spend, in millisatoshi
   */
  LightningChannel(
      ChainFile<LightningEntry> file,
      Clock clock,
      LightningPeer one,
      LightningPeer other,
      long reserve) {
    this.file = file;
    this.clock = clock;
    this.one = one;
    this.other = other;
    this.reserve = reserve;
  }

  /** Does once more what stands in the file, and takes what was held when it ended. */
  void replay() {
    file.entries().forEach(this::apply);
    file.forgetEntries();
    take(one);
    take(other);
  }

  private void record(LightningEntry entry) {
    file.append(entry);
    apply(entry);
  }

  private void apply(LightningEntry entry) {
    switch (entry) {
      case LightningEntry.Began began -> {
        one.add(began.each());
        other.add(began.each());
      }
      case LightningEntry.Made made -> named(made.by()).put(made.invoice());
      case LightningEntry.Tried tried -> {
        LightningPeer payer = named(tried.by());
        LightningPeer payee = peerOf(payer);
        payer.put(tried.payment());
        if (tried.reached() != null) {
          payee.put(tried.reached());
        }
        if (tried.payment().status() == LndPayment.Status.SUCCEEDED) {
          // The channel's other end is the hop, which keeps its fee there.
          payer.add(-tried.payment().total());
          payee.add(tried.payment().total());
        }
      }
    }
  }

  private LightningPeer named(String alias) {
    return alias.equals(one.alias()) ? one : other;
  }

  /** Keeps an invoice of one of the two. Called within the lock. */
  LndInvoice make(LightningPeer by, LndInvoice invoice) {
    record(new LightningEntry.Made(by.alias(), invoice));
    return invoice;
  }

  long reserve() {
    return reserve;
  }

  LightningPeer peerOf(LightningPeer peer) {
    return peer == one ? other : one;
  }

  /** Does something that nobody else sees half done, and wakes whoever waits for news. */
  <T> T within(Supplier<T> work) {
    lock.lock();
    try {
      T done = work.get();
      news.signalAll();
      return done;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for news.
   *
   * @param look answers what was waited for, or null where it is not there yet
   * @return null where it did not come in time
   */
  <T> @Nullable T await(Duration wait, Supplier<@Nullable T> look) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      T found = look.get();
      while (found == null && left > 0) {
        left = news.awaitNanos(left);
        found = look.get();
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins to pay, and ends it where the payee does not hold it. Called within the lock.
   *
   * @param feeLimit what routing may take at most, in millisatoshi as the amount
   * @throws LndError where nothing is begun
   */
  void pay(LightningPeer payer, Invoice invoice, long millisatoshi, long feeLimit) {
    LndPayment known = payer.payment(invoice.terms().paymentHash());
    if (known != null && known.status() != LndPayment.Status.FAILED) {
      payer.noteRepeated();
      throw new LndError(
          LndError.EXISTS, known.isOpen() ? "payment is in transition" : "invoice is already paid");
    }
    if (invoice.isExpired(clock.instant())) {
      throw new LndError(
          LndError.UNKNOWN, "invoice expired. Valid until " + invoice.terms().expiresAt());
    }
    if (invoice.payee().equals(payer.id())) {
      throw new LndError(LndError.UNKNOWN, "self-payments not allowed");
    }
    long spendable = payer.balance() - payer.outgoing() - reserve;
    LndPayment payment = payer.begun(invoice, millisatoshi);
    LightningPeer payee = peerOf(payer);
    if (!invoice.payee().equals(payee.id()) || payment.fee() > feeLimit) {
      fail(payer, payment, "NO_ROUTE");
    } else if (payment.total() > spendable) {
      fail(payer, payment, "INSUFFICIENT_BALANCE");
    } else {
      arrive(payer, payee, payment);
    }
  }

  private void fail(LightningPeer payer, LndPayment payment, String reason) {
    record(new LightningEntry.Tried(payer.alias(), payment.failed(reason), null));
  }

  private void arrive(LightningPeer payer, LightningPeer payee, LndPayment payment) {
    LndInvoice asked = payee.invoice(payment.hash());
    if (asked == null
        || asked.state() != LndInvoice.State.OPEN
        || payment.millisatoshi() < asked.millisatoshi()) {
      fail(payer, payment, "INCORRECT_PAYMENT_DETAILS");
      return;
    }
    LndInvoice accepted = asked.accepted(payment.millisatoshi());
    record(new LightningEntry.Tried(payer.alias(), payment, accepted));
    if (!payee.isHolding()) {
      take(payee);
    }
  }

  /** The payee holds what comes from now on, or takes what it held. Called within the lock. */
  void hold(LightningPeer payee, boolean isHeld) {
    payee.hold(isHeld);
    if (!isHeld) {
      take(payee);
    }
  }

  private void take(LightningPeer payee) {
    LightningPeer payer = peerOf(payee);
    for (LndPayment each : payer.open()) {
      LndInvoice held = payee.invoice(each.hash());
      if (held != null) {
        LndInvoice settled = held.settled(payee.lastSettled() + 1, clock.instant());
        record(new LightningEntry.Tried(payer.alias(), each.succeeded(held.preimage()), settled));
      }
    }
  }
}
