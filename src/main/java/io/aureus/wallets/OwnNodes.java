package io.aureus.wallets;

import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Chain;
import java.util.List;
import java.util.Optional;

/**
 * Nodes of Lightning that merchants brought. Orders' invoices are made by them, and what they
 * settle is the merchant's own already. They are never told to pay.
 */
public interface OwnNodes {
  /** What the program of a node may be, as {@link NodeTarget#program} has it. */
  List<String> PROGRAMS = List.of("lnd", "core-lightning", "phoenixd", "electrum");

  /** Those of a merchant that are in use or still read, the one in use first. */
  List<OwnNode> of(MerchantId merchant);

  /** The one that a merchant's orders use; empty where they use the operator's. */
  Optional<OwnNode> active(MerchantId merchant, Chain chain);

  /** A node, and how it is asked: never inside a transaction. */
  record Opened(OwnNode node, LightningNode line) {}

  /** The same as {@link #active}, to be asked; both are of one moment. */
  Optional<Opened> open(MerchantId merchant, Chain chain);

  /** Minutes after which a node that could not be read makes no invoices any more. */
  int READ_MINUTES = 5;

  /**
   * Why a node makes no invoices now, in a sentence without its stop; empty where it does. What it
   * is paid must be read, or payers would pay and no shop would be told.
   */
  String trouble(OwnNode node);

  /**
   * Asks a node who it is, has it make an invoice over 1 satoshi that nobody is shown, reads what
   * it was paid, and gives it to the merchant's orders in place of the one before. That one is read
   * for {@link #LATE_DAYS} more days after the last of its invoices has ended.
   *
   * @param actor who does it, for the audit log
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} with what is wrong and what would be right
   */
  OwnNode bring(MerchantId merchant, Chain chain, NodeTarget target, String actor);

  /** New orders use the operator's node again. */
  void remove(MerchantId merchant, Chain chain);

  /** Days after the end of an invoice on which its payment is still looked for. */
  int LATE_DAYS = 14;
}
