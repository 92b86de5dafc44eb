package io.aureus.wallets;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.chains.lightning.NodeOpening;
import io.aureus.chains.lightning.NodeTarget;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tries a node before a merchant's customers are sent to it. It asks the node over the network. */
final class OwnNodeTrial {
  private static final int LONGEST_URL = 300;
  private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]/-]+");
  private static final Pattern PIN = Pattern.compile("([0-9a-f]{64})?");
  private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]{1,4096}");
  private static final long SATOSHI = 1_000;
  private static final Duration EXPIRY = Duration.ofMinutes(1);

  private final NodeOpening opening;
  private final NodeLooks looks;
  private final Clock clock;

  OwnNodeTrial(NodeOpening opening, NodeLooks looks, Clock clock) {
    this.opening = opening;
    this.looks = looks;
    this.clock = clock;
  }

  /**
   * @return the node's public key
   * @throws Refusal {@code BAD_REQUEST} with what is wrong
   */
  String tried(Chain chain, NodeTarget target) {
    mustBeOne(target);
    ReceivingSecrets.mustNotPay(target);
    LightningNode node = opened(chain, target);
    NodeIdentity identity;
    Invoice invoice;
    Instant asked = clock.instant();
    try {
      identity = node.identity();
      String label = "aureus-trial-" + asked.toEpochMilli();
      invoice = node.make(new InvoiceWish(label, SATOSHI, "Aureus: a trial", false, EXPIRY));
      node.after(Settlements.START);
      node.funds();
    } catch (NodeFailure e) {
      throw bad("%s %s".formatted(node.label(), hinted(e)));
    }
    if (!invoice.payee().equals(identity.id())) {
      throw bad("the node makes invoices by which another one is paid, " + invoice.payee());
    }
    mustBeOnTime(invoice, asked);
    mustBeAnother(chain, identity);
    return identity.id();
  }

  private static void mustBeOne(NodeTarget target) {
    require(OwnNodes.PROGRAMS.contains(target.program()), "choose the program that your node runs");
    String url = target.url().toString();
    require(
        url.length() <= LONGEST_URL && URL.matcher(url).matches() && target.url().getHost() != null,
        "the node's address must be http(s)://host:port, without a user and a question mark");
    require(
        PIN.matcher(target.pin()).matches(),
        "the certificate's fingerprint must be 64 hexadecimal digits: the SHA-256 of the whole"
            + " certificate");
    require(
        target.pin().isEmpty() || "https".equals(target.url().getScheme()),
        "a certificate can be pinned with an address that begins with https:// alone");
    require(
        SECRET.matcher(target.secret()).matches(),
        "the secret must be one line without spaces: a macaroon in hexadecimal, a rune, a"
            + " password, or user:password");
  }

  private LightningNode opened(Chain chain, NodeTarget target) {
    try {
      return opening.open(chain, target);
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private static String hinted(NodeFailure e) {
    if (e.words().startsWith("refuses")) {
      return e.words() + ": give the one for receiving of this very node";
    }
    String hint =
        switch (e.kind()) {
          case WRONG_CHAIN -> ": bring a node of that network";
          case UNREACHABLE, TIMEOUT -> ": see that it runs, and that address and secret are right";
          case REFUSED -> ": see that the secret may make invoices and read them";
          default -> "";
        };
    return e.words() + hint;
  }

  private void mustBeOnTime(Invoice invoice, Instant asked) {
    Instant made = invoice.terms().createdAt();
    Duration off = Duration.between(asked, made);
    require(
        off.abs().compareTo(InvoiceReceiving.CLOCK) <= 0,
        "the node's clock differs from ours by %d seconds: set it".formatted(off.toSeconds()));
  }

  /** Its money would be counted twice: as the merchant's own, and in the operator's channels. */
  private void mustBeAnother(Chain chain, NodeIdentity identity) {
    Optional<NodeLook.Seen> operators = looks.of(chain).map(NodeLook::seen);
    require(
        operators.isPresent(),
        "the gateway's own node has not answered yet, so that yours cannot be told from it: try"
            + " again in a minute");
    require(
        !operators.get().identity().id().equals(identity.id()),
        "this is the gateway's own node, which your orders use as it is");
  }

  private static void require(boolean right, String words) {
    if (!right) {
      throw bad(words);
    }
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
