package io.aureus.wallets;

import io.aureus.chains.lightning.NodeTarget;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.util.List;
import java.util.Optional;

/** Where no merchant brought a node. */
final class NoOwnNodes implements OwnNodes {
  @Override
  public List<OwnNode> of(MerchantId merchant) {
    return List.of();
  }

  @Override
  public Optional<OwnNode> active(MerchantId merchant, Chain chain) {
    return Optional.empty();
  }

  @Override
  public Optional<Opened> open(MerchantId merchant, Chain chain) {
    return Optional.empty();
  }

  @Override
  public String trouble(OwnNode node) {
    return "";
  }

  @Override
  public OwnNode bring(MerchantId merchant, Chain chain, NodeTarget target, String actor) {
    throw new IllegalStateException("nobody brings one here");
  }

  @Override
  public void remove(MerchantId merchant, Chain chain) {
    // There is none.
  }
}
