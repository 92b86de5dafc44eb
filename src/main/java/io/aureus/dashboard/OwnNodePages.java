package io.aureus.dashboard;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.NodeLooks;
import io.aureus.dashboard.LightningPage.State;
import io.aureus.dashboard.LightningPage.Told;
import io.aureus.dashboard.OrderPage.Fact;
import io.aureus.dashboard.OwnNodePage.Node;
import io.aureus.dashboard.OwnNodePage.Program;
import io.aureus.merchants.MerchantId;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.wallets.OwnNode;
import io.aureus.wallets.OwnNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts into words how a merchant's own node of Lightning stands. It asks no node. */
final class OwnNodePages {
  static final List<Program> PROGRAMS =
      List.of(
          new Program("lnd", "LND"),
          new Program("core-lightning", "Core Lightning"),
          new Program("phoenixd", "phoenixd"),
          new Program("electrum", "Electrum"));

  private final OwnNodes nodes;
  private final NodeLooks looks;
  private final ChainProgress progress;

  OwnNodePages(OwnNodes nodes, NodeLooks looks, ChainProgress progress) {
    this.nodes = nodes;
    this.looks = looks;
    this.progress = progress;
  }

  /** How the merchant's own node is; empty where its orders use the gateway's. */
  Optional<State> state(MerchantId merchant, Chain chain) {
    return nodes.active(merchant, chain).map(node -> state(node, look(node)));
  }

  Optional<Node> node(MerchantId merchant, Asset coin) {
    return nodes.active(merchant, coin.chain()).map(node -> node(node, coin));
  }

  /** Those that were in use before. */
  List<String> earlier(MerchantId merchant) {
    return nodes.of(merchant).stream()
        .filter(node -> !node.active())
        .map(
            node ->
                "%s at %s, until %d days after the end of its last invoice"
                    .formatted(name(node.program()), node.url(), OwnNodes.LATE_DAYS))
        .toList();
  }

  private Node node(OwnNode node, Asset coin) {
    NodeLook look = look(node);
    NodeLook.Seen seen = look == null ? null : look.seen();
    return new Node(
        name(node.program()) + " at " + node.url(),
        state(node, look),
        told(look, seen),
        seen == null ? "" : Texts.time(seen.at()),
        seen == null ? List.of() : facts(node, coin, seen));
  }

  private @Nullable NodeLook look(OwnNode node) {
    return looks.of(node.chain(), node.id()).orElse(null);
  }

  private State state(OwnNode node, @Nullable NodeLook look) {
    String trouble = nodes.trouble(node);
    if (!trouble.isEmpty() && (look == null || look.isAnswering())) {
      return new State(
          false,
          "not read",
          Texts.sentence(trouble)
              + " Orders on Lightning are refused meanwhile; what was paid by then is found when"
              + " it can be read again.");
    }
    if (look == null) {
      return new State(true, "in use", "Your own node has not been looked at yet.");
    }
    return look.isAnswering()
        ? new State(true, "answering", "Your own node makes the invoices of new orders.")
        : new State(
            false,
            "not answering",
            "Your own node does not answer well since %s. Orders by it are refused meanwhile;"
                    .formatted(Texts.time(look.failingSince()))
                + " what was paid by then is found when it answers again.");
  }

  private static List<Told> told(@Nullable NodeLook look, NodeLook.@Nullable Seen seen) {
    List<Told> told = new ArrayList<>();
    if (look != null && !look.isAnswering()) {
      told.add(
          new Told(
              "trouble",
              "The node does not answer well: " + Texts.sentence(look.words()),
              "See that it runs, and that its secret and certificate are still the same."));
    }
    if (seen != null) {
      if (!seen.identity().isSynced()) {
        told.add(
            new Told(
                "warn",
                "It does not follow the chain.",
                "See that its bitcoind, or the server that it asks, runs and is reached."));
      }
      seen.flags()
          .forEach(
              flag -> told.add(new Told(LightningPages.look(flag), flag.reason(), flag.remedy())));
    }
    return told;
  }

  private List<Fact> facts(OwnNode node, Asset coin, NodeLook.Seen seen) {
    NodeIdentity identity = seen.identity();
    ChannelFunds funds = seen.funds();
    String read =
        progress
            .cursor(BroughtNode.journal(node.chain(), node.id()))
            .map(at -> Texts.time(at.caughtUpAt()))
            .orElse("not yet");
    return List.of(
        new Fact("Can come in now", text(coin, funds.receivable())),
        new Fact("Your side of its channels", text(coin, funds.local())),
        new Fact("Program", identity.program()),
        new Fact("It calls itself", identity.alias().isBlank() ? "nothing" : identity.alias()),
        new Fact("Public key", identity.id()),
        new Fact("Follows the chain", identity.isSynced() ? "yes" : "no"),
        new Fact("Settlements read up to", read));
  }

  private static String name(String program) {
    return PROGRAMS.stream()
        .filter(one -> one.code().equals(program))
        .map(Program::name)
        .findFirst()
        .orElse(program);
  }

  private static String text(Asset coin, long millisatoshi) {
    return MoneyTexts.of(Amount.ofUnits(coin, millisatoshi));
  }
}
