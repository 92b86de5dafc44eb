package io.aureus.chains.bitcoin;

import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
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
  private final Consumer<byte[]> told;
  private final Keys scripts = new Keys();
  private final Keys points = new Keys();
  private String watermark = "";
  private long lastInput;
  private long lastOutput;

  /**
   * @param told of each script of a watched address when it is added, maybe more than once
   */
  CoinWatch(Chain chain, CoinRows rows, Consumer<byte[]> told) {
    this.chain = chain;
    this.rows = rows;
    this.told = told;
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
    points.add(point);
  }

  void addScript(byte[] script) {
    scripts.add(script);
  }

  /** What a transaction pays us may be spent in the same block. */
  void addOutputsOfOurs(CoinTransaction transaction) {
    for (int i = 0; i < transaction.outputs().size(); i++) {
      if (concerns(transaction.outputs().get(i))) {
        add(new OutPoint(transaction.txid(), i));
      }
    }
  }

  private void add(String address) {
    try {
      byte[] script = CoinAddress.parse(chain, address).script();
      addScript(script);
      told.accept(script);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{}: the watched address {} is not looked for: {}",
          chain.code(),
          address,
          e.getMessage());
    }
  }

  @Override
  public void inScripts(KeyList asked, IntConsumer each) {
    scripts.find(asked, each);
  }

  @Override
  public void inSpent(KeyList asked, IntConsumer each) {
    points.find(asked, each);
  }

  /** Whether a whole transaction may concern us. */
  boolean concerns(CoinTransaction transaction) {
    return transaction.outputs().stream().anyMatch(this::concerns)
        || transaction.inputs().stream().anyMatch(in -> points.holds(in.spent()));
  }

  boolean concerns(CoinTransaction.Output output) {
    return concerns(output.script());
  }

  boolean concerns(byte[] script) {
    return scripts.holds(script);
  }

  int scripts() {
    return scripts.size();
  }
}
