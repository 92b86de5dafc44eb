package io.aureus.chains.evm;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.Sighting;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the transfers to watched addresses in what was read of blocks. */
final class TransferFinder {
  private static final String FAMILY = "evm";

  private final Nodes<Node> nodes;
  private final ChainJournal journal;
  private final String nativeAsset;
  private final Map<String, String> assetsByContract;

  /**
   * What was found.
   *
   * @param came to watched addresses
   * @param sent of listed assets by watched senders
   */
  record Found(List<Sighting> came, List<Sighting> sent) {}

  /** A transfer whose receipt is still to be asked for. */
  private record Candidate(
      String txHash,
      String from,
      String to,
      String contract,
      BigInteger units,
      long block,
      String blockHash,
      @Nullable String logIndex) {}

  /**
   * @param nativeAsset the code of the chain's coin, empty where it is not listed
   * @param assetsByContract codes of listed tokens by contract in small letters
   */
  TransferFinder(
      Nodes<Node> nodes,
      ChainJournal journal,
      String nativeAsset,
      Map<String, String> assetsByContract) {
    this.nodes = nodes;
    this.journal = journal;
    this.nativeAsset = nativeAsset;
    this.assetsByContract = Map.copyOf(assetsByContract);
  }

  /** Transfers of more than 0, from somebody else, in transactions that did not fail. */
  Found find(BlockReader.Reading reading) throws NodeFailure {
    List<Candidate> candidates = candidates(reading);
    Set<String> receivers = new HashSet<>();
    Set<String> senders = new HashSet<>();
    for (Candidate candidate : candidates) {
      receivers.add(candidate.to());
      senders.add(candidate.from());
    }
    Map<String, String> watched = journal.watched(FAMILY, receivers);
    Set<String> followed = journal.senders(FAMILY, senders);
    Map<String, Wire.Receipt> receipts = new HashMap<>();
    Found found = new Found(new ArrayList<>(), new ArrayList<>());
    for (Candidate candidate : candidates) {
      String shown = watched.get(candidate.to());
      boolean isSent = followed.contains(candidate.from()) && asset(candidate.contract()) != null;
      if (shown == null && !isSent) {
        continue;
      }
      Wire.Receipt receipt = receipt(candidate, receipts);
      if (!succeeded(receipt)) {
        continue;
      }
      if (shown != null) {
        found.came().add(sighting(candidate, shown, receipt));
      }
      if (isSent) {
        found.sent().add(sighting(candidate, candidate.to(), receipt));
      }
    }
    return found;
  }

  private static List<Candidate> candidates(BlockReader.Reading reading) throws NodeFailure {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < reading.blocks().size(); i++) {
      for (Wire.Transaction transaction : reading.blocks().get(i).all()) {
        addNative(candidates, transaction, reading.headers().get(i));
      }
    }
    for (Wire.Log log : reading.logs()) {
      addToken(candidates, log);
    }
    return candidates;
  }

  private static void addNative(
      List<Candidate> candidates, Wire.Transaction transaction, BlockHeader block)
      throws NodeFailure {
    if (transaction.to() == null || "0x0".equals(transaction.value())) {
      return;
    }
    BigInteger units = Hex.number(transaction.value());
    String from = Hex.address(transaction.from());
    String to = Hex.address(transaction.to());
    if (units.signum() > 0 && !from.equals(to)) {
      candidates.add(
          new Candidate(
              Hex.hash(transaction.hash()),
              from,
              to,
              "",
              units,
              block.number(),
              block.hash(),
              null));
    }
  }

  /** ERC-721 emits the same event with four topics; it is not money. */
  private static void addToken(List<Candidate> candidates, Wire.Log log) throws NodeFailure {
    List<String> topics = log.topics();
    String data = log.data();
    if (topics == null
        || topics.size() != 3
        || !BlockReader.TRANSFER.equals(topics.getFirst().toLowerCase(Locale.ROOT))
        || data == null
        || data.length() < 66) {
      return;
    }
    BigInteger units = Hex.number(data.substring(0, 66));
    String from = Hex.addressOfTopic(Hex.hash(topics.get(1)));
    String to = Hex.addressOfTopic(Hex.hash(topics.get(2)));
    if (units.signum() > 0 && !from.equals(to)) {
      candidates.add(
          new Candidate(
              Hex.hash(log.transactionHash()),
              from,
              to,
              Hex.address(log.address()),
              units,
              Hex.small(log.blockNumber()),
              Hex.hash(log.blockHash()),
              String.valueOf(log.logIndex())));
    }
  }

  private Wire.Receipt receipt(Candidate candidate, Map<String, Wire.Receipt> receipts)
      throws NodeFailure {
    Wire.Receipt known = receipts.get(candidate.txHash());
    if (known != null) {
      return known;
    }
    Wire.Receipt receipt = nodes.ask(candidate.block(), node -> node.receipt(candidate.txHash()));
    if (!candidate.blockHash().equals(Hex.hash(receipt.blockHash()))) {
      throw BlockReader.moved();
    }
    receipts.put(candidate.txHash(), receipt);
    return receipt;
  }

  private static boolean succeeded(Wire.Receipt receipt) throws NodeFailure {
    return Hex.number(receipt.status()).equals(BigInteger.ONE);
  }

  private Sighting sighting(Candidate candidate, String shown, Wire.Receipt receipt)
      throws NodeFailure {
    boolean isNative = candidate.contract().isEmpty();
    return new Sighting(
        candidate.txHash(),
        isNative ? "native" : "log:" + indexInTransaction(candidate, receipt),
        Hex.checksummed(candidate.from()),
        shown,
        asset(candidate.contract()),
        isNative ? "" : Hex.checksummed(candidate.contract()),
        candidate.units(),
        candidate.block());
  }

  private @Nullable String asset(String contract) {
    if (contract.isEmpty()) {
      return nativeAsset.isEmpty() ? null : nativeAsset;
    }
    return assetsByContract.get(contract);
  }

  /** A log's number in its block changes when a reorganisation moves it; this one does not. */
  private static int indexInTransaction(Candidate candidate, Wire.Receipt receipt)
      throws NodeFailure {
    List<Wire.Log> logs = receipt.logs() == null ? List.of() : receipt.logs();
    for (int i = 0; i < logs.size(); i++) {
      if (String.valueOf(logs.get(i).logIndex()).equals(candidate.logIndex())) {
        return i;
      }
    }
    throw new NodeFailure(Kind.MALFORMED, "gave a log that its transaction's receipt has not");
  }
}
