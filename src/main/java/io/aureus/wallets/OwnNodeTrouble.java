package io.aureus.wallets;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeLooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds why a merchant's node may make no invoices; it asks no node. */
final class OwnNodeTrouble {
  private static final Duration UNREAD = Duration.ofMinutes(OwnNodes.READ_MINUTES);

  private final ChainProgress progress;
  private final NodeLooks looks;
  private final Clock clock;

  OwnNodeTrouble(ChainProgress progress, NodeLooks looks, Clock clock) {
    this.progress = progress;
    this.looks = looks;
    this.clock = clock;
  }

  /** See {@link OwnNodes#trouble}. */
  String of(OwnNode node) {
    Instant read =
        progress
            .cursor(BroughtNode.journal(node.chain(), node.id()))
            .map(ChainProgress.Cursor::caughtUpAt)
            .filter(at -> at.isAfter(node.createdAt()))
            .orElse(node.createdAt());
    if (read.plus(UNREAD).isBefore(clock.instant())) {
      return "what the merchant's Lightning node was paid could not be read for %d minutes"
          .formatted(OwnNodes.READ_MINUTES);
    }
    return isOperators(node) ? "the merchant's Lightning node is the gateway's own" : "";
  }

  /** The operator may have moved to it since, or its address may lead there now. */
  private boolean isOperators(OwnNode node) {
    Optional<String> operators = id(looks.of(node.chain()));
    return operators.isPresent()
        && (operators.get().equals(node.nodeId())
            || operators.equals(id(looks.of(node.chain(), node.id()))));
  }

  private static Optional<String> id(Optional<NodeLook> look) {
    return look.map(NodeLook::seen).map(seen -> seen.identity().id());
  }
}
