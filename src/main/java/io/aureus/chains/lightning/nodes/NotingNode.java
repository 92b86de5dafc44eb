package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.money.Chain;
import java.time.Instant;

/**
 * Our node, of whose settlements those are kept by themselves that are no order's. An invoice is
 * watched before anybody is shown it, so that none of an order is taken for one of these; and a
 * page that is read twice is kept once.
 */
record NotingNode(Chain chain, LightningNode node, UnknownRows unknown) implements LightningNode {
  @Override
  public Page after(String after) throws NodeFailure {
    Page page = node.after(after);
    if (!page.invoices().isEmpty()) {
      unknown.note(chain, page.invoices());
    }
    return page;
  }

  @Override
  public String label() {
    return node.label();
  }

  @Override
  public NodeIdentity identity() throws NodeFailure {
    return node.identity();
  }

  @Override
  public ChannelFunds funds() throws NodeFailure {
    return node.funds();
  }

  @Override
  public Invoice make(InvoiceWish wish) throws NodeFailure {
    return node.make(wish);
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) throws NodeFailure {
    return node.pay(invoice, millisatoshi, feeCap);
  }

  @Override
  public SentPayment sent(String paymentHash, Instant ordered) throws NodeFailure {
    return node.sent(paymentHash, ordered);
  }
}
