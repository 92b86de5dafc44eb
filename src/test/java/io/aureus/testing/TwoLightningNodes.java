package io.aureus.testing;

import io.aureus.chains.lightning.LightningNode;
import java.util.Map;

/** A payer's node of Lightning and a shop's, with an open channel between them. */
public interface TwoLightningNodes extends AutoCloseable {
  /** How a gateway is told of the shop's node, which may pay as well. */
  Map<String, Object> settings();

  /** Where the shop's node answers. */
  String shopUrl();

  LightningNode payer();

  LightningNode shop();

  void stopShop();

  /** Returns once it can be paid again. */
  void startShop();

  /** Whether the shop's node keeps what comes in without taking it. */
  void hold(boolean isHeld);

  /** Whether the payer's does: what the shop pays to it. */
  void holdAtPayer(boolean isHeld);

  @Override
  void close();
}
