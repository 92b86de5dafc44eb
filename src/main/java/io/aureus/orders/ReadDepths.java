package io.aureus.orders;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.ForgottenTransfers;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.wallets.Custody;
import java.util.List;
import java.util.Set;

/** By how far the chains were read. */
final class ReadDepths implements Depths {
  private final ChainProgress progress;

  private final ForgottenTransfers forgotten;

  ReadDepths(ChainProgress progress, ForgottenTransfers forgotten) {
    this.progress = progress;
    this.forgotten = forgotten;
  }

  @Override
  public int of(Payment payment, int most) {
    Long block = payment.blockNumber();
    Chain chain = payment.amount().asset().chain();
    if (!payment.state().isLive() || block == null) {
      return 0;
    }
    int least = payment.state() == Payment.State.CONFIRMED ? chain.confirmations() : 0;
    if (chain.isLightning() && payment.custody() == Custody.SELF) {
      return least; // The numbers are those of the merchant's own node's record.
    }
    long read = progress.cursor(chain.code()).map(ChainProgress.Cursor::number).orElse(block);
    return Math.clamp(read - block + 1, least, Math.max(least, most));
  }

  @Override
  public Set<Long> forgotten(Order order) {
    List<Long> waiting =
        order.payments().stream()
            .filter(ReadDepths::waitsInMempool)
            .map(Payment::transferId)
            .toList();
    return forgotten.among(waiting);
  }

  /** Of other chains we see no mempool. */
  private static boolean waitsInMempool(Payment payment) {
    return payment.state() == Payment.State.SEEN
        && payment.blockNumber() == null
        && CoinNetwork.has(payment.amount().asset().chain().family());
  }
}
