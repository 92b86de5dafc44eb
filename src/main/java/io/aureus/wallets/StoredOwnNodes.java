package io.aureus.wallets;

import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.BroughtNodes;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeOpening;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SecretBox;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** The nodes that merchants brought, in the database; their secrets are sealed. */
final class StoredOwnNodes implements OwnNodes, BroughtNodes {
  private static final Logger LOG = LoggerFactory.getLogger(StoredOwnNodes.class);

  /** Each is read for weeks, and a merchant must not have us read hundreds. */
  private static final int MOST = 5;

  private final OwnNodeRows rows;
  private final OwnNodeTrial trial;
  private final OwnNodeTrouble trouble;
  private final NodeOpening opening;
  private final SecretBox box;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final Map<Long, Line> lines = new ConcurrentHashMap<>();

  private record Line(NodeTarget target, LightningNode node) {}

  StoredOwnNodes(
      OwnNodeRows rows,
      OwnNodeTrial trial,
      OwnNodeTrouble trouble,
      NodeOpening opening,
      SecretBox box,
      TransactionTemplate transactions,
      Clock clock) {
    this.rows = rows;
    this.trial = trial;
    this.trouble = trouble;
    this.opening = opening;
    this.box = box;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public List<OwnNode> of(MerchantId merchant) {
    return rows.of(merchant, clock.instant()).stream().map(OwnNodeRows.Row::node).toList();
  }

  @Override
  public Optional<OwnNode> active(MerchantId merchant, Chain chain) {
    return rows.active(merchant, chain).map(OwnNodeRows.Row::node);
  }

  @Override
  public Optional<Opened> open(MerchantId merchant, Chain chain) {
    return rows.active(merchant, chain).map(row -> new Opened(row.node(), line(row)));
  }

  @Override
  public String trouble(OwnNode node) {
    return trouble.of(node);
  }

  /** One line for each, which remembers nothing but how it is reached. */
  private LightningNode line(OwnNodeRows.Row row) {
    NodeTarget target = target(row);
    return lines
        .compute(
            row.node().id(),
            (id, before) ->
                before != null && before.target().equals(target)
                    ? before
                    : new Line(target, opening.open(row.node().chain(), target)))
        .node();
  }

  @Override
  public OwnNode bring(MerchantId merchant, Chain chain, NodeTarget target, String actor) {
    if (of(merchant).size() >= MOST) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "your earlier nodes are still read for late payments: %d at most at a time, so try again"
                  .formatted(MOST)
              + " in some days");
    }
    String id = trial.tried(chain, target);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    OwnNode node =
        new OwnNode(
            0,
            merchant,
            chain,
            target.program(),
            target.url().toString(),
            target.pin(),
            id,
            true,
            now);
    byte[] sealed = box.seal(target.secret().getBytes(StandardCharsets.US_ASCII), context(node));
    transactions.executeWithoutResult(
        status -> {
          rows.lock(merchant);
          rows.stop(merchant, chain);
          rows.start(node, sealed, actor);
        });
    return active(merchant, chain).orElseThrow();
  }

  @Override
  public void remove(MerchantId merchant, Chain chain) {
    transactions.executeWithoutResult(
        status -> {
          rows.lock(merchant);
          rows.stop(merchant, chain);
        });
  }

  @Override
  public List<BroughtNode> toRead() {
    List<BroughtNode> nodes = new ArrayList<>();
    for (OwnNodeRows.Row row : rows.toRead(clock.instant())) {
      try {
        nodes.add(new BroughtNode(row.node().id(), row.node().chain(), target(row)));
      } catch (IllegalStateException e) {
        LOG.warn("the secret of own node {} cannot be opened", row.node().id());
      }
    }
    return nodes;
  }

  @Override
  public void forget() {
    rows.forget(clock.instant());
  }

  private NodeTarget target(OwnNodeRows.Row row) {
    OwnNode node = row.node();
    String secret = new String(box.open(row.sealed(), context(node)), StandardCharsets.US_ASCII);
    return new NodeTarget(node.program(), URI.create(node.url()), node.pin(), secret);
  }

  /** Bound to where it is sent: whoever changes the address in the table gets no secret. */
  private static String context(OwnNode node) {
    return "own-node:%s:%s:%s:%s:%s"
        .formatted(
            node.merchant().value(), node.chain().code(), node.nodeId(), node.url(), node.pin());
  }
}
