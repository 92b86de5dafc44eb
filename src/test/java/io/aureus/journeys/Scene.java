package io.aureus.journeys;

import io.aureus.money.Asset;
import io.aureus.testing.RunningGateway;
import java.math.BigInteger;

/** Where a story plays: a gateway, the chain under it, a shop's program and a shop's server. */
interface Scene {
  RunningGateway gateway();

  ShopClient shop();

  CallbackTrap trap();

  Asset asset(String code);

  /**
   * Sends coins that are not mined yet.
   *
   * @return the transaction's id
   */
  String pay(Asset asset, String address, BigInteger units);

  /** The chain's clock goes past now: a window ends only when the chain has been read past it. */
  void passTime();
}
