package io.aureus.chains.evm;

import io.aureus.chains.AccountNetwork.Sent;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.money.Asset;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what one transaction moved. */
final class Transactions {
  private Transactions() {}

  /**
   * @param upTo the block up to which the nodes agree
   */
  static List<Sent> sent(Nodes<Node> nodes, Asset asset, String txHash, long upTo)
      throws NodeFailure {
    Optional<Wire.Receipt> receipt =
        nodes.ask(upTo, node -> Optional.ofNullable(node.receiptIfAny(txHash)));
    if (receipt.isEmpty() || !Hex.number(receipt.get().status()).equals(BigInteger.ONE)) {
      return List.of();
    }
    long block = Hex.small(receipt.get().blockNumber());
    if (block > upTo) {
      return List.of();
    }
    Optional<Wire.Transaction> found =
        nodes.ask(block, node -> Optional.ofNullable(node.transactionIfAny(txHash)));
    if (found.isEmpty() || found.get().to() == null) {
      return List.of();
    }
    String sender = Hex.checksummed(Hex.address(found.get().from()));
    return asset.isNative()
        ? List.of(coins(found.get(), sender, block))
        : tokens(receipt.get(), asset.contract(), sender, block);
  }

  private static Sent coins(Wire.Transaction found, String sender, long block) throws NodeFailure {
    String to = Hex.checksummed(Hex.address(found.to()));
    return new Sent("native", sender, sender, to, Hex.number(found.value()), block);
  }

  private static List<Sent> tokens(Wire.Receipt receipt, String contract, String sender, long block)
      throws NodeFailure {
    List<Sent> sent = new ArrayList<>();
    List<Wire.Log> logs = receipt.logs() == null ? List.of() : receipt.logs();
    for (int i = 0; i < logs.size(); i++) {
      Wire.Log log = logs.get(i);
      List<String> topics = log.topics();
      String data = log.data();
      if (topics != null
          && topics.size() == 3
          && data != null
          && data.length() >= 66
          && contract.equalsIgnoreCase(log.address())
          && BlockReader.TRANSFER.equals(topics.getFirst().toLowerCase(Locale.ROOT))) {
        String from = Hex.checksummed(Hex.addressOfTopic(Hex.hash(topics.get(1))));
        String to = Hex.checksummed(Hex.addressOfTopic(Hex.hash(topics.get(2))));
        BigInteger units = Hex.number(data.substring(0, 66));
        sent.add(new Sent("log:" + i, sender, from, to, units, block));
      }
    }
    return sent;
  }
}
