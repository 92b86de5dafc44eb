package io.aureus.chains.bitcoin;

import io.aureus.chains.BlockHeader;
import io.aureus.chains.Network;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.Nodes;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Offers transactions to every node of one chain, and tells where they stand. In which block one is
 * the observer has recorded: a pruned node without an index could not say.
 */
final class CoinNetwork implements Network {
  private static final Answer TAKEN = new Answer(Offer.TAKEN, Reason.NONE, "");

  private final Nodes<? extends CoinNode> nodes;
  private final OfferRows offers;
  private final OutputRows outputs;
  private final ExecutorService threads;

  CoinNetwork(
      Nodes<? extends CoinNode> nodes,
      OfferRows offers,
      OutputRows outputs,
      ExecutorService threads) {
    this.nodes = nodes;
    this.offers = offers;
    this.outputs = outputs;
    this.threads = threads;
  }

  @Override
  public Answer offer(Chain chain, String signed) {
    String hex = signed.startsWith("0x") ? signed.substring(2) : signed;
    CoinTransaction transaction;
    try {
      transaction = CoinTransaction.parse(hex);
    } catch (MalformedData e) {
      return new Answer(Offer.REFUSED, Reason.OTHER, "it is no transaction: " + e.getMessage());
    }
    offers.keep(transaction, hex);
    List<Future<Answer>> asked = new ArrayList<>();
    for (CoinNode node : nodes.usable()) {
      asked.add(threads.submit(() -> offerTo(node, hex, transaction.txid())));
    }
    List<Answer> answers = new ArrayList<>();
    try {
      for (Future<Answer> future : asked) {
        answers.add(future.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unclear("the answer was not waited for, since we stop");
    } catch (ExecutionException e) {
      return unclear("the answer could not be read: " + e.getCause());
    }
    return sum(answers);
  }

  private Answer offerTo(CoinNode node, String hex, String txid) {
    try {
      node.verify();
      String told = node.offer(hex);
      node.answered();
      return told.equals(txid) ? TAKEN : unclear("a node says that it took another transaction");
    } catch (NodeFailure e) {
      if (e.isOfTheNode()) {
        node.failed(e);
      }
      return judged(node, txid, e);
    }
  }

  private Answer judged(CoinNode node, String txid, NodeFailure failure) {
    if (CoinRefusals.saysKnown(failure)) {
      return TAKEN;
    }
    Reason reason = CoinRefusals.reason(failure);
    String words = "a node " + failure.words();
    if (reason == Reason.NONE) {
      return unclear(words);
    }
    try {
      // Where it is mined and its outputs are spent, its own inputs are what is missing.
      return offers.place(txid).isPresent() || node.holdsWaiting(txid)
          ? TAKEN
          : new Answer(Offer.REFUSED, reason, words);
    } catch (NodeFailure e) {
      return unclear(words);
    }
  }

  private static Answer sum(List<Answer> answers) {
    if (answers.isEmpty()) {
      return unclear("no node can be asked at the moment");
    }
    for (Offer offer : List.of(Offer.TAKEN, Offer.UNCLEAR)) {
      for (Answer answer : answers) {
        if (answer.offer() == offer) {
          return answer;
        }
      }
    }
    return answers.stream().min(Comparator.comparing(Answer::reason)).orElseThrow();
  }

  /** A block may have it that the observer has not read: between two blocks nobody can say. */
  @Override
  public Standing standing(Chain chain, String txHash) {
    String txid = txHash.startsWith("0x") ? txHash.substring(2) : txHash;
    try {
      Nodes.View view = nodes.survey();
      OutputRows.Recorded recorded = outputs.recorded().orElse(null);
      if (view == null || view.target() < 0 || recorded == null) {
        throw new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment");
      }
      OfferRows.Place place = offers.place(txid).orElse(null);
      if (place != null) {
        return mined(txid, place, view.target());
      }
      if (isWaiting(txid)) {
        return new Standing.Waiting();
      }
      boolean isOneMoment =
          recorded.hash().equals(view.head().hash())
              && recorded.equals(outputs.recorded().orElse(null))
              && offers.place(txid).isEmpty();
      if (!isOneMoment) {
        throw new NodeFailure(Kind.MOVED, "has a block that is still to be read");
      }
      return new Standing.Unknown();
    } catch (NodeFailure e) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "the chain " + chain.code() + " cannot say: a node " + e.words(),
          Duration.ofSeconds(10));
    }
  }

  private Standing mined(String txid, OfferRows.Place place, long target) throws NodeFailure {
    if (place.number() > target) {
      return new Standing.Waiting();
    }
    BlockHeader block = nodes.ask(place.number(), node -> node.header(place.number()));
    if (place.hash() != null && !block.hash().equals(place.hash())) {
      return new Standing.Waiting();
    }
    return new Standing.Mined(
        place.number(), block.hash(), block.time(), true, fee(txid), target - place.number() + 1);
  }

  /** Inputs less outputs; 0 where it spends what was never recorded as ours, or was not offered. */
  private BigInteger fee(String txid) {
    String raw = offers.raw(txid).orElse("");
    if (raw.isEmpty()) {
      return BigInteger.ZERO;
    }
    CoinTransaction transaction = CoinTransaction.parse(raw);
    @Nullable BigInteger in =
        offers.sum(transaction.inputs().stream().map(CoinTransaction.Input::spent).toList());
    long out = transaction.outputs().stream().mapToLong(CoinTransaction.Output::units).sum();
    return in == null ? BigInteger.ZERO : in.subtract(BigInteger.valueOf(out));
  }

  private boolean isWaiting(String txid) throws NodeFailure {
    NodeFailure last = new NodeFailure(Kind.UNREACHABLE, "cannot be asked at the moment");
    boolean any = false;
    for (CoinNode node : nodes.usable()) {
      try {
        if (node.holdsWaiting(txid)) {
          return true;
        }
        any = true;
        node.answered();
      } catch (NodeFailure e) {
        last = e;
        if (e.isOfTheNode()) {
          node.failed(e);
        }
      }
    }
    if (!any) {
      throw last;
    }
    return false;
  }

  private static Answer unclear(String words) {
    return new Answer(Offer.UNCLEAR, Reason.NONE, words);
  }
}
