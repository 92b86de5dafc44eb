package io.aureus.chains.bitcoin;

import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What concerns us on one chain, in memory: the scripts of watched addresses, and the outpoints
 * that our outputs, and the transactions that pay us, stand on. It is loaded once and then kept up.
 *
 * <p>An address is watched before it is given to a payer. So whoever first fetches a block or a
 * transaction, then calls {@link #refresh}, and only then looks whether it concerns us, misses
 * nothing.
 */
final class CoinWatch implements BlockScan.Interest {
  private static final Logger LOG = LoggerFactory.getLogger(CoinWatch.class);

  private final Chain chain;
  private final CoinRows rows;
  private final Keys scripts = new Keys();
  private final Keys points = new Keys();
  private String watermark = "";
  private long lastInput;
  private long lastOutput;

  CoinWatch(Chain chain, CoinRows rows) {
    this.chain = chain;
    this.rows = rows;
  }

  /** Adds what has been committed since the last time. */
  void refresh() {
    String next = rows.watermark();
    if (watermark.isEmpty()) {
      rows.watched(this::add);
    } else {
      rows.watchedSince(watermark).forEach(this::add);
    }
    watermark = next;
    // The observer alone writes these, one step after the other: ids come in order.
    for (CoinRows.Numbered input : rows.inputsAfter(lastInput)) {
      add(input.point());
      lastInput = Math.max(lastInput, input.id());
    }
    for (CoinRows.Numbered output : rows.outputsAfter(lastOutput)) {
      add(output.point());
      lastOutput = Math.max(lastOutput, output.id());
    }
    rows.offeredInputs().forEach(this::add);
  }

  /** After a reorganisation what was spent may be unspent again: all of it is loaded anew. */
  void reload() {
    lastInput = 0;
    lastOutput = 0;
  }

  void add(OutPoint point) {
    points.add(point.bytes());
  }

  private void add(String address) {
    try {
      scripts.add(CoinAddress.parse(chain, address).script());
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{}: the watched address {} is not looked for: {}",
          chain.code(),
          address,
          e.getMessage());
    }
  }

  @Override
  public boolean inScript(byte[] bytes, int from, int length) {
    return scripts.holds(bytes, from, length);
  }

  @Override
  public boolean inSpent(byte[] bytes, int from) {
    return points.holds(bytes, from, 36);
  }

  /** Whether a whole transaction may concern us. */
  boolean concerns(CoinTransaction transaction) {
    return transaction.outputs().stream().anyMatch(this::concerns)
        || transaction.inputs().stream().anyMatch(in -> inSpent(in.spent().bytes(), 0));
  }

  boolean concerns(CoinTransaction.Output output) {
    byte[] script = output.script();
    return inScript(script, 0, script.length);
  }

  int scripts() {
    return scripts.size();
  }
}
