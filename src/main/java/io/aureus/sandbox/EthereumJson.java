package io.aureus.sandbox;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Blocks, transactions, receipts, logs and traces as Ethereum nodes write them. */
final class EthereumJson {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ZERO_HASH = "0x" + "0".repeat(64);
  private static final String ZERO_ADDRESS = "0x" + "0".repeat(40);
  private static final String EMPTY_ROOT =
      "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
  private static final String EMPTY_UNCLES =
      "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";

  private final SimulatedChain chain;

  EthereumJson(SimulatedChain chain) {
    this.chain = chain;
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  static String hex(BigInteger number) {
    return "0x" + number.toString(16);
  }

  ObjectNode block(long number, boolean full) {
    List<Executed> transactions = chain.blocks().transactions(number);
    long gas = transactions.stream().mapToLong(Executed::gasUsed).sum();
    ObjectNode block = JSON.createObjectNode();
    block.put("number", hex(number));
    block.put("hash", chain.hash(number));
    block.put("parentHash", number == 0 ? ZERO_HASH : chain.hash(number - 1));
    block.put("sha3Uncles", EMPTY_UNCLES);
    block.put("logsBloom", LogsBloom.of(transactions));
    block.put("transactionsRoot", transactions.isEmpty() ? EMPTY_ROOT : chain.hash(number));
    block.put("stateRoot", chain.hash(number));
    block.put("receiptsRoot", transactions.isEmpty() ? EMPTY_ROOT : chain.hash(number));
    block.put("miner", ZERO_ADDRESS);
    block.put("difficulty", "0x0");
    block.put("totalDifficulty", "0x0");
    block.put("extraData", "0x");
    block.put("size", hex(600L + 120L * transactions.size()));
    block.put("gasLimit", hex(Mempool.BLOCK_GAS));
    block.put("gasUsed", hex(gas));
    block.put("timestamp", hex(chain.blocks().time(number)));
    block.put("nonce", "0x0000000000000000");
    block.put("mixHash", ZERO_HASH);
    block.put("baseFeePerGas", hex(chain.blocks().baseFee(number)));
    block.putArray("uncles");
    block.putArray("withdrawals");
    ArrayNode list = block.putArray("transactions");
    for (int i = 0; i < transactions.size(); i++) {
      if (full) {
        list.add(transaction(transactions.get(i), number, i));
      } else {
        list.add(transactions.get(i).transaction().hash());
      }
    }
    return block;
  }

  ObjectNode transaction(Executed executed, long number, int index) {
    ObjectNode node = pending(executed.transaction());
    node.put("gasPrice", hex(executed.gasPrice()));
    node.put("blockHash", chain.hash(number));
    node.put("blockNumber", hex(number));
    node.put("transactionIndex", hex(index));
    return node;
  }

  ObjectNode pending(ChainTransaction transaction) {
    ObjectNode node = JSON.createObjectNode();
    node.putNull("blockHash");
    node.putNull("blockNumber");
    node.putNull("transactionIndex");
    node.put("type", hex(transaction.type()));
    node.put("chainId", hex(chain.chainId()));
    node.put("hash", transaction.hash());
    node.put("nonce", hex(transaction.nonce()));
    node.put("from", transaction.from());
    putReceiver(node, transaction);
    node.put("value", hex(transaction.value()));
    node.put("input", transaction.input());
    node.put("gas", hex(transaction.gas()));
    node.put("gasPrice", hex(transaction.maxFee()));
    node.put("maxFeePerGas", hex(transaction.maxFee()));
    node.put("maxPriorityFeePerGas", hex(transaction.priority()));
    node.putArray("accessList");
    node.put("v", "0x0");
    node.put("r", transaction.hash());
    node.put("s", "0x1");
    node.put("yParity", "0x0");
    return node;
  }

  ObjectNode receipt(SimulatedChain.Mined mined) {
    Executed executed = mined.executed();
    ChainTransaction transaction = executed.transaction();
    List<Executed> upToIt =
        chain.blocks().transactions(mined.block()).subList(0, mined.index() + 1);
    ObjectNode node = JSON.createObjectNode();
    node.put("type", hex(transaction.type()));
    node.put("status", executed.failed() ? "0x0" : "0x1");
    node.put("transactionHash", transaction.hash());
    node.put("transactionIndex", hex(mined.index()));
    node.put("blockHash", chain.hash(mined.block()));
    node.put("blockNumber", hex(mined.block()));
    node.put("from", transaction.from());
    putReceiver(node, transaction);
    if (executed.contract().isEmpty()) {
      node.putNull("contractAddress");
    } else {
      node.put("contractAddress", executed.contract());
    }
    node.put("gasUsed", hex(executed.gasUsed()));
    node.put("cumulativeGasUsed", hex(upToIt.stream().mapToLong(Executed::gasUsed).sum()));
    node.put("effectiveGasPrice", hex(executed.gasPrice()));
    node.put("logsBloom", LogsBloom.of(List.of(executed)));
    ArrayNode logs = node.putArray("logs");
    logs(mined).forEach(logs::add);
    return node;
  }

  private static void putReceiver(ObjectNode node, ChainTransaction transaction) {
    if (transaction.to().isEmpty()) {
      node.putNull("to");
    } else {
      node.put("to", transaction.to());
    }
  }

  /** The logs of one transaction, numbered within its block as nodes do. */
  List<ObjectNode> logs(SimulatedChain.Mined mined) {
    List<Executed.Move> moves = mined.executed().tokenMoves();
    if (moves.isEmpty()) {
      return List.of();
    }
    long number =
        chain.blocks().transactions(mined.block()).subList(0, mined.index()).stream()
            .mapToLong(before -> before.tokenMoves().size())
            .sum();
    List<ObjectNode> logs = new ArrayList<>();
    for (Executed.Move move : moves) {
      ObjectNode log = JSON.createObjectNode();
      log.put("address", move.token());
      ArrayNode topics = log.putArray("topics");
      topics.add(SimulatedTransaction.TRANSFER_TOPIC);
      topics.add("0x" + SimulatedTransaction.word(move.from()));
      topics.add("0x" + SimulatedTransaction.word(move.to()));
      log.put("data", "0x" + SimulatedTransaction.word(move.units()));
      log.put("blockNumber", hex(mined.block()));
      log.put("blockHash", chain.hash(mined.block()));
      log.put("blockTimestamp", hex(chain.blocks().time(mined.block())));
      log.put("transactionHash", mined.executed().transaction().hash());
      log.put("transactionIndex", hex(mined.index()));
      log.put("logIndex", hex(number++));
      log.put("removed", false);
      logs.add(log);
    }
    return logs;
  }

  /** What {@code callTracer} says of one transaction. */
  ObjectNode trace(Executed executed) {
    ChainTransaction transaction = executed.transaction();
    ObjectNode entry = JSON.createObjectNode();
    entry.put("txHash", transaction.hash());
    ObjectNode call = entry.putObject("result");
    frame(call, transaction.from(), transaction.to(), transaction.value());
    call.put("input", transaction.input());
    if (executed.failed()) {
      call.put("error", "execution reverted");
    } else if (executed.inner()) {
      ArrayNode calls = call.putArray("calls");
      // A contract pays from what came with the call; swept accounts pay for themselves.
      boolean isSplit = transaction instanceof SimulatedTransaction;
      for (Executed.Move move : executed.moves()) {
        frame(
            calls.addObject(),
            isSplit ? transaction.to() : move.from(),
            move.isNative() ? move.to() : move.token(),
            move.isNative() ? move.units() : BigInteger.ZERO);
      }
    }
    return entry;
  }

  private static void frame(ObjectNode call, String from, String to, BigInteger value) {
    call.put("type", "CALL");
    call.put("from", from);
    call.put("to", to);
    call.put("value", hex(value));
    call.put("gas", "0x5208");
    call.put("gasUsed", "0x5208");
    call.put("input", "0x");
  }
}
