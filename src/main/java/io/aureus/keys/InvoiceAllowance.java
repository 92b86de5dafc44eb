package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.Verdict;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a node of Lightning pay. There is no key of it here, so that nothing is signed; but the same
 * limits hold, and it is remembered and counted like all else, before anybody may have it paid.
 */
final class InvoiceAllowance {
  /** An invoice is paid once: there is no second place that it could be paid from. */
  private static final long ONLY = 0;

  private final SigningRows rows;
  private final StoredPolicy policy;
  private final TransactionTemplate apart;
  private final Clock clock;

  /**
   * @param apart opens a transaction of its own, whatever the caller has open
   */
  InvoiceAllowance(SigningRows rows, StoredPolicy policy, TransactionTemplate apart, Clock clock) {
    this.rows = rows;
    this.policy = policy;
    this.apart = apart;
    this.clock = clock;
  }

  /** As {@link Signer#allow}. */
  void allow(Chain chain, Spend spend) {
    if (!chain.isLightning() || !spend.asset().chain().code().equals(chain.code())) {
      throw refused("only payments by Lightning are made without a signature of ours");
    }
    SigningRows.Subject subject =
        new SigningRows.Subject(
            spend.payout(),
            spend.purpose().name(),
            Objects.requireNonNullElse(spend.merchant(), ""),
            chain.code(),
            spend.asset().code(),
            spend.units(),
            PaidAddress.normal(chain, spend.destination()),
            "the gateway's node",
            "");
    Instant now = clock.instant();
    apart.executeWithoutResult(status -> remember(subject, spend, now));
  }

  private void remember(SigningRows.Subject subject, Spend spend, Instant now) {
    policy.refuseIfStopped(ErrorCode.FORBIDDEN);
    policy.lock(subject.asset());
    boolean isCounted = rows.hasPlace(subject.payout(), ONLY);
    Verdict verdict = policy.judge(spend);
    // What is never paid may have become so since; what only holds it back was passed before.
    if (verdict.kind() == Verdict.Kind.REFUSED
        || (!isCounted && verdict.kind() != Verdict.Kind.ALLOWED)) {
      throw refused(verdict.rule());
    }
    if (!rows.remember(subject, now).equals(subject)) {
      throw refused(
          "payout "
              + subject.payout()
              + " was allowed for something else before: its amount and payee are fixed for ever");
    }
    if (!isCounted) {
      rows.takePlace(subject, ONLY, now);
    }
  }

  private static Refusal refused(String words) {
    return new Refusal(ErrorCode.FORBIDDEN, words);
  }
}
