package io.aureus.orders;

import io.aureus.chains.ChainProgress;
import io.aureus.money.Chain;

/** By how far the chains were read. */
final class ReadDepths implements Depths {
  private final ChainProgress progress;

  ReadDepths(ChainProgress progress) {
    this.progress = progress;
  }

  @Override
  public int of(Payment payment, int most) {
    Long block = payment.blockNumber();
    Chain chain = payment.amount().asset().chain();
    if (!payment.state().isLive() || block == null) {
      return 0;
    }
    int least = payment.state() == Payment.State.CONFIRMED ? chain.confirmations() : 0;
    long read = progress.cursor(chain.code()).map(ChainProgress.Cursor::number).orElse(block);
    return Math.clamp(read - block + 1, least, Math.max(least, most));
  }
}
