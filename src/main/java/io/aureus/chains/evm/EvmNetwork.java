package io.aureus.chains.evm;

import io.aureus.chains.Network;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Nodes;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;

/** Offers transactions to every node of one chain. */
final class EvmNetwork implements Network {
  private static final Answer TAKEN = new Answer(Offer.TAKEN, Reason.NONE, "");

  private final Nodes<Node> nodes;
  private final ExecutorService threads;
  private final Standings standings;

  /**
   * What one node did.
   *
   * @param isOffered whether the bytes were sent to it at all
   */
  private record Reply(boolean isOffered, Answer answer) {}

  EvmNetwork(Nodes<Node> nodes, ExecutorService threads) {
    this.nodes = nodes;
    this.threads = threads;
    this.standings = new Standings(nodes, threads);
  }

  /** Ends with the first node that takes it; the others are offered it all the same. */
  @Override
  public Answer offer(Chain chain, String signed) {
    String hash = "0x" + HexFormat.of().formatHex(Hex.keccak(Hex.decode(signed)));
    List<Node> usable = nodes.usable();
    CompletionService<Reply> asked = new ExecutorCompletionService<>(threads);
    usable.forEach(node -> asked.submit(() -> offerTo(node, signed, hash)));
    List<Reply> replies = new ArrayList<>();
    try {
      for (int i = 0; i < usable.size(); i++) {
        Reply reply = asked.take().get();
        if (reply.answer().offer() == Offer.TAKEN) {
          return TAKEN;
        }
        replies.add(reply);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unclear("the answer was not waited for, since we stop");
    } catch (ExecutionException e) {
      return unclear("the answer could not be read: " + e.getCause());
    }
    return sum(replies);
  }

  @Override
  public Standing standing(Chain chain, String txHash) {
    try {
      return standings.of(txHash);
    } catch (NodeFailure e) {
      throw unavailable(chain, e);
    }
  }

  static Refusal unavailable(Chain chain, NodeFailure failure) {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "the chain " + chain.code() + " cannot say: a node " + failure.words(),
        Duration.ofSeconds(10));
  }

  private static Reply offerTo(Node node, String signed, String hash) {
    try {
      node.verify();
    } catch (NodeFailure e) {
      node.failed(e);
      return new Reply(false, unclear("a node " + e.words()));
    }
    try {
      String told = node.offer(signed);
      node.answered();
      if (hash.equalsIgnoreCase(told)) {
        return new Reply(true, TAKEN);
      }
      return new Reply(true, unclear("a node says that it took another transaction"));
    } catch (NodeFailure e) {
      if (e.isOfTheNode()) {
        node.failed(e);
      }
      return new Reply(!OfferRefusals.takesNone(e), judged(node, hash, e));
    }
  }

  private static Answer judged(Node node, String hash, NodeFailure failure) {
    if (OfferRefusals.saysKnown(failure)) {
      return TAKEN;
    }
    Reason reason = OfferRefusals.reason(failure);
    String words = "a node " + failure.words();
    if (reason == Reason.NONE) {
      return unclear(words);
    }
    try {
      // One that is mined already has its nonce used up, by itself.
      return node.knows(hash) ? TAKEN : new Answer(Offer.REFUSED, reason, words);
    } catch (NodeFailure e) {
      return unclear(words);
    }
  }

  private static Answer sum(List<Reply> replies) {
    List<Answer> answers = replies.stream().filter(Reply::isOffered).map(Reply::answer).toList();
    if (answers.isEmpty()) {
      return replies.isEmpty()
          ? unclear("no node can be asked at the moment")
          : replies.getFirst().answer();
    }
    return answers.stream()
        .filter(answer -> answer.offer() == Offer.UNCLEAR)
        .findFirst()
        .orElseGet(() -> answers.stream().min(Comparator.comparing(Answer::reason)).orElseThrow());
  }

  private static Answer unclear(String words) {
    return new Answer(Offer.UNCLEAR, Reason.NONE, words);
  }
}
