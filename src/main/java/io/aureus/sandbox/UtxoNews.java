package io.aureus.sandbox;

import java.util.List;

/**
 * Publishes what changes on a simulated chain of coins, as bitcoind does with {@code
 * zmqpubhashblock} and {@code zmqpubhashtx}: a transaction when it begins to wait and again when a
 * block holds it, and each block.
 */
final class UtxoNews implements AutoCloseable {
  static final List<String> TOPICS = List.of("hashblock", "hashtx");

  private final UtxoChain chain;
  private final ZmqPublisher publisher;

  private UtxoNews(UtxoChain chain, ZmqPublisher publisher) {
    this.chain = chain;
    this.publisher = publisher;
  }

  /**
   * @param port 0 for any free one
   */
  static UtxoNews of(UtxoChain chain, int port) {
    UtxoNews news = new UtxoNews(chain, ZmqPublisher.start(port));
    chain.setListener(news::tell);
    return news;
  }

  String address() {
    return "tcp://127.0.0.1:" + publisher.port();
  }

  private void tell(UtxoEntry entry) {
    switch (entry) {
      case UtxoEntry.Taken(String raw, long time) ->
          publish("hashtx", UtxoTransaction.read(raw).txid());
      case UtxoEntry.Block block -> tell(block, chain.height());
      case UtxoEntry.Reorganised(int ancestor, List<String> gone, List<UtxoEntry.Block> blocks) -> {
        for (int i = 0; i < blocks.size(); i++) {
          tell(blocks.get(i), ancestor + 1 + i);
        }
      }
      // Neither is published: what is no more, nobody hears of.
      case UtxoEntry.Begun begun -> {}
      case UtxoEntry.Evicted evicted -> {}
    }
  }

  private void tell(UtxoEntry.Block block, int height) {
    block.transactions().forEach(txid -> publish("hashtx", txid));
    publish("hashblock", chain.blocks().at(height).hash());
  }

  /**
   * @param hash in the order in which it is shown, as bitcoind has it
   */
  private void publish(String topic, String hash) {
    publisher.publish(topic, UtxoBytes.HEX.parseHex(hash));
  }

  @Override
  public void close() {
    publisher.close();
  }
}
