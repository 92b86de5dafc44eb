package io.aureus.dashboard;

import io.aureus.callbacks.Deliveries;
import io.aureus.chains.Explorers;
import io.aureus.dashboard.OrderPage.Fact;
import io.aureus.dashboard.OrderPage.StoryLine;
import io.aureus.dashboard.PayoutPage.ToSign;
import io.aureus.dashboard.PayoutsPage.Row;
import io.aureus.merchants.People;
import io.aureus.merchants.Person;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.InvoicePayouts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.Payouts;
import io.aureus.wallets.Custody;
import io.aureus.web.QrPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a payout and all that is known of it into its page. */
final class PayoutPages {
  /** At the beginning alone: further on there may be the words of a stranger's contract. */
  private static final Pattern ACTOR =
      Pattern.compile(
          "^((?:(?:approved|released|taken back|taken as paid|found paid|given up) by )?)"
              + "(person|token|key):([0-9]{1,18})\\b");

  private final Payouts payouts;
  private final HandedOver handedOver;
  private final Deliveries deliveries;
  private final People people;
  private final Explorers explorers;

  PayoutPages(
      Payouts payouts,
      HandedOver handedOver,
      Deliveries deliveries,
      People people,
      Explorers explorers) {
    this.payouts = payouts;
    this.handedOver = handedOver;
    this.deliveries = deliveries;
    this.people = people;
    this.explorers = explorers;
  }

  PayoutPage of(Shell shell, SignedIn me, Payout payout) {
    PayoutState state = payout.state();
    boolean isTheOperators = payout.hold() == PayoutHold.RESTORED;
    ToSign toSign = handedOver.unsigned(payout).map(one -> toSign(payout, one)).orElse(null);
    boolean isSigned = toSign != null && toSign.isSigned();
    return new PayoutPage(
        shell,
        payout.id().value(),
        MoneyTexts.words(payout.kind()),
        state.name(),
        MoneyTexts.look(state),
        toSign == null ? MoneyTexts.words(state) : toSign.standing(),
        payout.holdReason().isEmpty() ? "" : Texts.sentence(payout.holdReason()),
        facts(payout),
        Objects.requireNonNullElse(payout.orderId(), ""),
        story(payout),
        deliveries.of(me.merchant(), payout.id()).stream().map(OrderPages::deliveryLine).toList(),
        toSign,
        isTheOperators,
        (state == PayoutState.HELD && !isTheOperators) || payout.hold() == PayoutHold.SHORT,
        state.isUnsigned() && !isSigned && !isTheOperators,
        people.hasSecondFactor(me.person()));
  }

  static Row row(Payout payout) {
    return new Row(
        payout.id().value(),
        Texts.time(payout.createdAt()),
        MoneyTexts.words(payout.kind()),
        payout.state().name(),
        MoneyTexts.look(payout.state()),
        MoneyTexts.of(payout.amount()),
        Objects.requireNonNullElse(payout.payee(), payout.destination()),
        payout.holdReason().isEmpty() ? "" : Texts.sentence(payout.holdReason()));
  }

  private static ToSign toSign(Payout payout, HandedOver.Unsigned unsigned) {
    boolean isCoins = CoinNetwork.has(payout.amount().asset().chain().family());
    List<KeysPage.Fresh> fields = new ArrayList<>();
    HandedOver.Bytes bytes = unsigned.bytes();
    if (bytes != null) {
      fields.add(new KeysPage.Fresh("from", "From your address", bytes.from()));
      fields.add(new KeysPage.Fresh("raw", "Unsigned transaction (EIP-1559)", bytes.raw()));
      fields.add(new KeysPage.Fresh("nonce", "Number (nonce)", String.valueOf(bytes.nonce())));
      fields.add(new KeysPage.Fresh("gas", "Gas at most", String.valueOf(bytes.gasLimit())));
      fields.add(
          new KeysPage.Fresh("max-fee", "Fee per gas at most, in wei", bytes.maxFee().toString()));
    }
    String words = unsigned.words().isEmpty() ? "" : Texts.sentence(unsigned.words());
    String told = unsigned.toldHash();
    if (told != null) {
      words = (words + " You told of " + told + "; it is counted once the chain has it.").strip();
    }
    HandedOver.Draft draft = unsigned.draft();
    if (draft != null) {
      fields.add(new KeysPage.Fresh("psbt", "Unsigned transaction (PSBT)", draft.psbt()));
      fields.add(new KeysPage.Fresh("txid", "Its id, once it is signed", draft.txHash()));
      fields.add(new KeysPage.Fresh("fee", "The network takes", MoneyTexts.of(draft.fee())));
    }
    return new ToSign(
        unsigned.link(),
        QrPicture.of(unsigned.link()),
        fields,
        words,
        isCoins,
        draft != null && draft.signed());
  }

  /** Its story, first line first. */
  List<StoryLine> story(Payout payout) {
    return payouts.history(payout.id()).stream().map(this::storyLine).toList();
  }

  /** What is known of it. */
  List<Fact> facts(Payout payout) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Arrives", MoneyTexts.of(payout.amount())));
    if (payout.custody() == Custody.SELF) {
      facts.add(new Fact("Leaves from", "your own wallet, which pays the network too"));
      if (payout.fee().isPositive()) {
        facts.add(new Fact("Taken off for the network", MoneyTexts.of(payout.fee())));
      }
    } else {
      facts.add(new Fact(feeName(payout), MoneyTexts.of(payout.fee())));
      facts.add(new Fact("Leaves your balance", MoneyTexts.of(payout.reserved())));
    }
    facts.add(new Fact("Network", payout.amount().asset().chain().name()));
    receiver(payout, facts);
    transaction(payout).ifPresent(facts::add);
    Amount spent = payout.spent();
    add(facts, "The network took", spent == null ? null : MoneyTexts.of(spent));
    payouts.carrier(payout).ifPresent(one -> carried(facts, one));
    add(facts, "Your reference", payout.reference());
    facts.add(new Fact("Asked for by", named(payout.actor())));
    facts.add(new Fact("Asked for", Texts.time(payout.createdAt())));
    facts.add(new Fact("Changed", Texts.time(payout.updatedAt())));
    return facts;
  }

  /** On Lightning also what its invoice was asked of, and the node that is paid. */
  private static void receiver(Payout payout, List<Fact> facts) {
    Chain chain = payout.amount().asset().chain();
    add(facts, "To", payout.payee());
    facts.add(new Fact(payout.payee() == null ? "To" : "Its invoice", payout.destination()));
    if (chain.isLightning()) {
      facts.add(new Fact("Node that is paid", InvoicePayouts.node(chain, payout.destination())));
    }
  }

  /** What an invoice's routing does not take comes back. */
  private static String feeName(Payout payout) {
    return payout.amount().asset().chain().isLightning() && !payout.state().isFinal()
        ? "Kept for routing until it is paid"
        : "Your fee for the network";
  }

  private static void carried(List<Fact> facts, Payouts.Carrier carrier) {
    facts.add(new Fact("Carried by a child (CPFP)", carrier.txHash()));
    facts.add(new Fact("The child pays", MoneyTexts.of(carrier.fee())));
    facts.add(new Fact("Both together pay", MoneyTexts.of(carrier.together())));
  }

  /** Its newest transaction, and where one can read about it; empty before it is signed. */
  Optional<Fact> transaction(Payout payout) {
    String chain = payout.amount().asset().chain().code();
    return Optional.ofNullable(payout.txHash())
        .map(hash -> new Fact("Transaction", hash, explorers.page(chain, hash).orElse("")));
  }

  private static void add(List<Fact> facts, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(new Fact(name, value));
    }
  }

  /** Names people by their addresses, and programs by the numbers of their keys. */
  private String named(String words) {
    return named(words, this::who);
  }

  static String named(String words, Function<MatchResult, String> who) {
    return ACTOR
        .matcher(words)
        .replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + who.apply(found)));
  }

  /** An e-mail address keeps its letters, at the beginning of a sentence too. */
  static String sentence(String words, Function<MatchResult, String> who) {
    String named = named(words, who);
    String sentence = Texts.sentence(named);
    return words.startsWith("person:") ? named.charAt(0) + sentence.substring(1) : sentence;
  }

  private String who(MatchResult actor) {
    long id = Long.parseLong(actor.group(3));
    return switch (actor.group(2)) {
      case "person" -> people.find(id).map(Person::email).orElse("person " + id);
      case "token" -> "API token " + id;
      default -> "API key " + id;
    };
  }

  private StoryLine storyLine(Payouts.Step step) {
    return new StoryLine(
        Texts.time(step.at()), step.state().name(), sentence(step.words(), this::who));
  }
}
