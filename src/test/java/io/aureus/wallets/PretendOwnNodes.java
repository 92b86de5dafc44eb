package io.aureus.wallets;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One merchant's node, numbered 9. */
final class PretendOwnNodes implements OwnNodes {
  static final long ID = 9;
  String trouble = "";
  private final MerchantId merchant;
  private final Supplier<LightningNode> line;

  PretendOwnNodes(MerchantId merchant, Supplier<LightningNode> line) {
    this.merchant = merchant;
    this.line = line;
  }

  static OwnNode node(MerchantId merchant, Chain chain, Instant at) {
    String key = "02" + "a".repeat(64);
    return new OwnNode(ID, merchant, chain, "lnd", "https://node.example", "", key, true, at);
  }

  @Override
  public List<OwnNode> of(MerchantId whose) {
    return List.of();
  }

  @Override
  public Optional<OwnNode> active(MerchantId whose, Chain chain) {
    return whose.equals(merchant)
        ? Optional.of(node(whose, chain, Instant.EPOCH))
        : Optional.empty();
  }

  @Override
  public Optional<Opened> open(MerchantId whose, Chain chain) {
    return active(whose, chain).map(node -> new Opened(node, line.get()));
  }

  @Override
  public String trouble(OwnNode node) {
    return trouble;
  }

  @Override
  public OwnNode bring(MerchantId whose, Chain chain, NodeTarget target, String actor) {
    throw new IllegalStateException("nobody brings one here");
  }

  @Override
  public void remove(MerchantId whose, Chain chain) {
    // It stays.
  }
}
