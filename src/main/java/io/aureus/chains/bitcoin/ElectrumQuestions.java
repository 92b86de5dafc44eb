package io.aureus.chains.bitcoin;

import io.aureus.chains.electrum.ElectrumLine;
import io.aureus.chains.electrum.ElectrumLine.Told;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.Chain;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The protocol's questions about transactions and fees, and what their answers must look like. */
final class ElectrumQuestions {
  private static final String TRANSACTION = "blockchain.transaction.";

  /** Longer ones are fetched again. */
  private static final int LONGEST_KEPT = 20_000;

  private static final int MOST_KEPT = 2_000;

  /** What nodes pass on by their default, in coins for 1,000 virtual bytes. */
  private static final BigDecimal RELAYED = new BigDecimal("0.00001");

  private static final BigDecimal ONE_COIN = BigDecimal.ONE;

  /** How servers pass on the number with which their node refused. */
  private static final Pattern CODE = Pattern.compile("(?<![0-9])-(2[2567])(?![0-9])");

  private static final Pattern IN_CHAIN = Pattern.compile("already in (?:utxo set|block ?chain)");

  private static final int REJECTED = -26;

  private final Map<String, CoinTransaction> read = new Recent<>(MOST_KEPT);
  private final Map<String, Long> proven = new Recent<>(MOST_KEPT);

  /**
   * Says who we are, and makes sure that the server is of the chain that is meant: its first header
   * is hashed by ourselves.
   */
  static void greet(ElectrumLine line, Chain chain) throws NodeFailure {
    JsonNode greeting = line.call("server.version", "Aureus", List.of("1.4", "1.4.3"));
    if (!greeting.isArray()) {
      throw new NodeFailure(Kind.MALFORMED, "does not say which protocol it speaks");
    }
    String first =
        CoinHeader.parse(bytes(line.call("blockchain.block.header", 0), "a header")).hash();
    if (!Genesis.fits(chain, first)) {
      throw new NodeFailure(
          Kind.WRONG_CHAIN, "is a server of another network: " + Genesis.mismatch(chain, first));
    }
  }

  /** Follows the server to its newest block, by the answer that tells it. */
  static void follow(HeaderChain headers, JsonNode told) throws NodeFailure {
    JsonNode height = told.path("height");
    if (!height.isIntegralNumber() || !height.canConvertToLong()) {
      throw new MalformedData("no number of its newest block");
    }
    headers.follow(height.asLong(), bytes(told.path("hex"), "a header"));
  }

  /** So many headers, one after the other. */
  static byte[] headers(ElectrumLine line, long from, int count) throws NodeFailure {
    return bytes(line.call("blockchain.block.headers", from, count).path("hex"), "headers");
  }

  /** Those of these transactions that the server has; each is the one that was asked for. */
  Map<String, CoinTransaction> transactions(ElectrumLine line, Collection<String> txids)
      throws NodeFailure {
    Map<String, CoinTransaction> found = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String txid : txids) {
      CoinTransaction known = read.get(txid);
      if (known == null) {
        unknown.add(txid);
      } else {
        found.put(txid, known);
      }
    }
    List<Told> answers =
        line.all(
            TRANSACTION + "get", unknown.stream().map(id -> List.<Object>of(id, false)).toList());
    for (int i = 0; i < unknown.size(); i++) {
      if (answers.get(i).failure() == null) {
        String txid = unknown.get(i);
        CoinTransaction transaction =
            CoinTransaction.parse(bytes(answers.get(i).result(), "a transaction"));
        if (!transaction.txid().equals(txid)) {
          throw new MalformedData("another transaction than the one that was asked for");
        }
        if (transaction.bytes().length <= LONGEST_KEPT) {
          read.put(txid, transaction);
        }
        found.put(txid, transaction);
      }
    }
    return found;
  }

  @Nullable CoinTransaction transaction(ElectrumLine line, String txid) throws NodeFailure {
    return transactions(line, List.of(txid)).get(txid);
  }

  /**
   * Where in a block a transaction is.
   *
   * @throws MalformedData where the server's proof does not lead to the block's header
   */
  long position(ElectrumLine line, String txid, long number, CoinHeader header) throws NodeFailure {
    String key = txid + header.hash();
    Long known = proven.get(key);
    if (known != null) {
      return known;
    }
    JsonNode proof = line.call(TRANSACTION + "get_merkle", txid, number);
    JsonNode position = proof.path("pos");
    if (!proof.path("merkle").isArray() || !position.isIntegralNumber()) {
      throw new MalformedData("a proof that is none");
    }
    List<String> branch =
        proof.path("merkle").valueStream().map(each -> each.asString("")).toList();
    if (!position.canConvertToLong()
        || !MerkleTree.root(txid, branch, position.asLong()).equals(header.merkleRoot())) {
      throw new MalformedData(
          "a proof for %s that does not lead to block %d".formatted(txid, number));
    }
    proven.put(key, position.asLong());
    return position.asLong();
  }

  /** Whether the server can prove that a block holds a transaction. */
  boolean hasProof(ElectrumLine line, String txid, long number, CoinHeader header)
      throws NodeFailure {
    try {
      position(line, txid, number, header);
      return true;
    } catch (MalformedData e) {
      return false;
    } catch (NodeFailure e) {
      if (e.isOfTheNode()) {
        throw e;
      }
      return false;
    }
  }

  /** Offers a transaction; a refusal is told by the number that the server's node gave for it. */
  static String offer(ElectrumLine line, String hex) throws NodeFailure {
    try {
      return line.call(TRANSACTION + "broadcast", hex).asString("");
    } catch (NodeFailure e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      Matcher code = CODE.matcher(e.words());
      if (code.find()) {
        throw new NodeFailure(e.kind(), e.words(), -Integer.parseInt(code.group(1)));
      }
      if (IN_CHAIN.matcher(e.words()).find()) {
        throw new NodeFailure(e.kind(), e.words(), -27);
      }
      throw e.words().contains("rejected by network rules")
          ? new NodeFailure(e.kind(), e.words(), REJECTED)
          : e;
    }
  }

  /** See {@link CoinNode#feeRate}. */
  static BigDecimal feeRate(ElectrumLine line) throws NodeFailure {
    BigDecimal least = rate(line.call("blockchain.relayfee"));
    for (int blocks : FullNode.BLOCKS) {
      BigDecimal told = rate(line.call("blockchain.estimatefee", blocks));
      if (told.signum() > 0) {
        return told.max(least);
      }
    }
    return least.max(RELAYED).multiply(BigDecimal.valueOf(5));
  }

  /** A stranger's number: one coin for a kilobyte is not asked for on any of these chains. */
  private static BigDecimal rate(JsonNode answer) throws NodeFailure {
    BigDecimal rate = answer.isNumber() ? answer.decimalValue() : null;
    if (rate == null
        || Math.abs(rate.scale()) > 30
        || rate.precision() > 30
        || rate.compareTo(ONE_COIN) >= 0) {
      throw new NodeFailure(Kind.MALFORMED, "answered a fee that is none");
    }
    return rate.max(BigDecimal.ZERO);
  }

  static byte[] bytes(JsonNode hex, String what) throws NodeFailure {
    if (!hex.isString()) {
      throw new NodeFailure(Kind.MALFORMED, "answered no hex where %s was asked".formatted(what));
    }
    return Digests.bytes(hex.asString());
  }
}
