package io.aureus.orders;

import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.LightningNames;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.FiatAmount;
import io.aureus.pricing.Quote;
import io.aureus.pricing.Quotes;
import io.aureus.pricing.Rate;
import io.aureus.wallets.OrderInvoices;
import io.aureus.wallets.OwnNodes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lightning addresses of merchants: anybody may ask there for an invoice over what he likes to pay,
 * and each is an order of its own, of type {@code ADDRESS} (decision 0136).
 */
public final class LightningAddresses {
  /** The letters that a payer may write. */
  public static final int LONGEST_COMMENT = 140;

  private static final long MILLI = 1_000;
  private static final int CENTS = 2;
  private static final int FINE = 8;

  private final LightningNames names;
  private final Merchants merchants;
  private final Catalogue catalogue;
  private final LightningAccess nodes;
  private final OwnNodes own;
  private final Quotes quotes;
  private final OrderOpening opening;
  private final OrderInvoices invoices;
  private final AddressSettings settings;

  LightningAddresses(
      LightningNames names,
      Merchants merchants,
      Catalogue catalogue,
      LightningAccess nodes,
      OwnNodes own,
      Quotes quotes,
      OrderOpening opening,
      OrderInvoices invoices,
      AddressSettings settings) {
    this.names = names;
    this.merchants = merchants;
    this.catalogue = catalogue;
    this.nodes = nodes;
    this.own = own;
    this.quotes = quotes;
    this.opening = opening;
    this.invoices = invoices;
    this.settings = settings;
  }

  /**
   * Who is paid at an address.
   *
   * @param name what stands before the @
   * @param shop the merchant's name
   */
  public record Payee(MerchantId merchant, String name, String shop) {}

  /** What may be sent, in millisatoshi; both ends may. */
  public record Bounds(long least, long most) {}

  /** The name that a merchant chose last; empty where he never chose one. */
  public Optional<LightningNames.Name> of(MerchantId merchant) {
    return names.of(merchant);
  }

  /** Why no address of this merchant can be paid, for a person; empty where it can. */
  public Optional<String> obstacle(MerchantId merchant) {
    Optional<Asset> coin = coin();
    if (coin.isEmpty()) {
      return Optional.of("there is no Lightning node here: its operator may set one up");
    }
    if (!takes(merchants.known(merchant), coin.get())) {
      return Optional.of("first take %s among your coins".formatted(coin.get().code()));
    }
    return node(merchant, coin.get()).makesHashed() ? Optional.empty() : Optional.of(noHashes());
  }

  /**
   * Switches an address on, in place of the one before.
   *
   * @throws Refusal {@code CONFLICT} where it could not be paid, or is another's; {@code
   *     BAD_REQUEST} where the name cannot be one
   */
  public void switchOn(MerchantId merchant, String name) {
    Optional<String> obstacle = obstacle(merchant);
    if (obstacle.isPresent()) {
      throw new Refusal(ErrorCode.CONFLICT, obstacle.get());
    }
    names.switchOn(merchant, name);
  }

  /** Invoices that were given stay good until they expire. */
  public void switchOff(MerchantId merchant) {
    names.switchOff(merchant);
  }

  /** Empty for a name of nobody, one that is off, and one whose merchant takes no Lightning. */
  public Optional<Payee> payee(String name) {
    Optional<Asset> coin = coin();
    return coin.isEmpty()
        ? Optional.empty()
        : names
            .holder(name)
            .map(merchants::known)
            .filter(merchant -> takes(merchant, coin.get()))
            .map(merchant -> new Payee(merchant.id(), name, merchant.name()));
  }

  /**
   * What may be sent now.
   *
   * @throws Refusal {@code UNSUPPORTED} where the node can make no such invoice
   */
  public Bounds bounds(Payee payee) {
    if (!node(payee.merchant(), known()).makesHashed()) {
      throw new Refusal(ErrorCode.UNSUPPORTED, noHashes());
    }
    return new Bounds(settings.least() * MILLI, settings.most() * MILLI);
  }

  /**
   * @throws Refusal {@code BAD_REQUEST} where this much may not be sent, {@code UNSUPPORTED} as
   *     {@link #bounds}
   */
  public void mustFit(Payee payee, long millisatoshi) {
    Bounds bounds = bounds(payee);
    if (millisatoshi < bounds.least() || millisatoshi > bounds.most()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "amount must be from %d to %d millisatoshi".formatted(bounds.least(), bounds.most()));
    }
    long step = node(payee.merchant(), known()).step();
    if (millisatoshi % step != 0) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "amount must be in whole satoshi");
    }
  }

  /**
   * Makes an order and its invoice. The node is asked over the network.
   *
   * @param millisatoshi that are to be paid, to the last one
   * @param metadata what the payer's wallet was told, whose hash the invoice has
   * @param comment of the payer, {@link #LONGEST_COMMENT} letters at most
   * @return the invoice, in small letters
   * @throws Refusal as {@link #mustFit}; {@code UNAVAILABLE} where there is no rate, or the node
   *     makes none
   */
  public String ask(Payee payee, long millisatoshi, String metadata, String comment) {
    mustFit(payee, millisatoshi);
    Amount amount = Amount.ofUnits(known(), millisatoshi);
    Rate rate = quotes.rate(amount.asset(), settings.currency());
    FiatAmount price = new FiatAmount(settings.currency(), worth(amount, rate));
    NewOrder wish =
        new NewOrder(
            payee.merchant(),
            Order.AT_AN_ADDRESS,
            price,
            false,
            amount.asset(),
            terms(payee.name()),
            false,
            null);
    Order order =
        opening.open(
            new OrderDraft(
                wish,
                merchants.known(payee.merchant()),
                new Quote(price, amount, rate),
                metadata,
                comment));
    String paymentHash = order.currentQuote().orElseThrow().address();
    return invoices.of(paymentHash).orElseThrow().request();
  }

  /** Whoever is paid at an address has no program that asked: nobody is called. */
  private static OrderTerms terms(String name) {
    @Nullable String none = null;
    return new OrderTerms(
        none,
        none,
        none,
        none,
        false,
        "LIGHTNING_ADDRESS",
        OrderTerms.Origin.API,
        name,
        none,
        null);
  }

  /** In cents; what is worth less than one, finer. */
  private static BigDecimal worth(Amount amount, Rate rate) {
    BigDecimal exact = amount.decimal().multiply(rate.price());
    BigDecimal cents = exact.setScale(CENTS, RoundingMode.HALF_UP);
    return cents.compareTo(BigDecimal.ONE) >= 0 ? cents : exact.setScale(FINE, RoundingMode.UP);
  }

  private static boolean takes(Merchant merchant, Asset coin) {
    return merchant.enabledAssets().contains(coin.code());
  }

  private Optional<Asset> coin() {
    return catalogue.assets().stream().filter(asset -> asset.chain().isLightning()).findFirst();
  }

  private Asset known() {
    return coin()
        .orElseThrow(() -> new Refusal(ErrorCode.UNSUPPORTED, "there is no Lightning node here"));
  }

  private LightningNode node(MerchantId merchant, Asset coin) {
    return own.open(merchant, coin.chain())
        .map(OwnNodes.Opened::line)
        .orElseGet(() -> nodes.node(coin.chain()));
  }

  private static String noHashes() {
    return "the Lightning node here (Electrum) cannot put the hash of a description into an"
        + " invoice, as Lightning addresses need it; LND, Core Lightning and phoenixd can";
  }
}
