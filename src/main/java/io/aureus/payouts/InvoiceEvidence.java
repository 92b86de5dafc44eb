package io.aureus.payouts;

import io.aureus.chains.Departures.Departure;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.PayingNode;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.payouts.LightningRows.Bound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What the node says of an invoice that the machine before may have paid. What it has paid is found
 * by its record, without anybody's word.
 */
final class InvoiceEvidence implements Evidence {
  /** Nothing is in flight for longer: nodes let a payment wait for 2016 blocks at most. */
  private static final Duration LONGEST = Duration.ofDays(30);

  private final LightningRows bound;
  private final LightningAccess access;
  private final Clock clock;

  InvoiceEvidence(LightningRows bound, LightningAccess access, Clock clock) {
    this.bound = bound;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public List<Departure> unexplained(Payout payout) {
    return List.of();
  }

  @Override
  public String againstBuilding(Payout payout) {
    return against(payout);
  }

  @Override
  public String against(Payout payout) {
    PayingNode node = node(payout);
    String id = node.id();
    String before = bound.nodeOfBackUp(payout.id()).orElse(id);
    if (!before.equals(id)) {
      return "the node %s is set up now, and the back-up's was %s: only that one knows whether it"
              .formatted(id, before)
          + " paid this. Set it up again";
    }
    return says(node, id, payout, Instant.EPOCH);
  }

  private PayingNode node(Payout payout) {
    return PayingNode.of(access, payout.amount().asset().chain())
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.UNAVAILABLE, "no credential that pays by Lightning is set up"));
  }

  private static String says(PayingNode node, String id, Payout payout, Instant ordered) {
    return switch (node.sent(InvoicePayouts.paymentHash(payout), ordered)) {
      case SentPayment.Paid _ ->
          "the node %s has paid it, and in a moment that is booked".formatted(id);
      case SentPayment.InFlight _ ->
          "the node %s may be paying it: ask again in a minute or two, until it says that it is not"
              .formatted(id);
      case SentPayment.Failed _, SentPayment.Unknown _ -> "";
    };
  }

  /**
   * Its own record settles it as soon as it is sure. Where that is lost, it is the operator who has
   * looked at the channels, and not before nothing can be in flight any more.
   */
  @Override
  public String mayBeMined(Payout payout) {
    Bound known = bound.of(payout.id());
    Instant tried = known.triedAt();
    String words =
        "only the node of Lightning that it was given to says whether it was paid, and the payout"
            + " ends by itself once that has said so for good";
    if (tried == null || payout.holdReason().isEmpty()) {
      return words;
    }
    Instant end = tried.plus(LONGEST);
    if (clock.instant().isBefore(end)) {
      return "%s. Where that node is lost, it can be given up from %s on"
          .formatted(words, end.truncatedTo(ChronoUnit.MINUTES));
    }
    PayingNode node = node(payout);
    return says(node, node.id(), payout, tried);
  }

  @Override
  public String displaced(Payout payout) {
    return "the record of its node is lost, and its channels were looked at";
  }

  @Override
  public Proof proof(Payout payout, String hash) {
    throw Evidence.conflict(
        "no transaction pays an invoice of Lightning: the node's record says whether it was paid,"
            + " or the preimage that the payee gave for it");
  }
}
