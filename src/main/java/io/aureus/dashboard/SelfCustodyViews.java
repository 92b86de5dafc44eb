package io.aureus.dashboard;

import io.aureus.dashboard.SelfCustodyPage.Family;
import io.aureus.dashboard.SelfCustodyPage.Offer;
import io.aureus.dashboard.SelfCustodyPage.Wallet;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.wallets.OwnWallet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A merchant's own wallets in words. */
final class SelfCustodyViews {
  private final Catalogue catalogue;

  SelfCustodyViews(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What a wallet can be brought for. */
  List<Family> families() {
    Map<String, String> names = new LinkedHashMap<>();
    for (Chain chain : catalogue.chains()) {
      if (chain.isLightning()) {
        continue; // It has no addresses to bring.
      }
      names.merge(chain.family(), chain.name(), (one, other) -> one + ", " + other);
    }
    return names.entrySet().stream().map(one -> new Family(one.getKey(), one.getValue())).toList();
  }

  Offer offer(String family, String typed, OwnWallet.Proposal proposal) {
    String words =
        String.join(
            " ",
            Stream.of(proposal.remark(), proposal.takenFrom())
                .filter(one -> !one.isEmpty())
                .map(Texts::sentence)
                .toList());
    return new Offer(
        named(family),
        typed.strip(),
        name(proposal.kind(), proposal.fingerprint()),
        proposal.first(),
        proposal.firstAddresses(),
        warning(proposal),
        words);
  }

  /** Who pays the address of an earlier customer once more would pay for another's order. */
  private static String warning(OwnWallet.Proposal proposal) {
    if (proposal.used().isEmpty()) {
      return "";
    }
    int last = proposal.firstAddresses().indexOf(proposal.used().getLast());
    return ("Payments were made before to %d of these, the last of them to number %d. If an earlier"
            + " payer pays there again, it counts for a new order of somebody else: start with a"
            + " number above the last one that your wallet ever used.")
        .formatted(proposal.used().size(), proposal.first() + last);
  }

  Wallet wallet(OwnWallet wallet) {
    List<String> state = new ArrayList<>();
    state.add(wallet.active() ? "New orders use it." : "Not in use; its addresses stay watched.");
    state.add("%d addresses given to orders.".formatted(wallet.given()));
    Long left = wallet.left();
    if (left == null) {
      state.add("%d unpaid after the last paid one.".formatted(wallet.unpaid()));
      if (wallet.longestUnpaid() > wallet.unpaid()) {
        state.add("%d in a row unpaid before it.".formatted(wallet.longestUnpaid()));
      }
      if (wallet.first() > 0) {
        state.add("It began with number %d.".formatted(wallet.first()));
      }
      state.add("The next one is number %d.".formatted(wallet.next()));
    } else {
      state.add("%d left.".formatted(left));
    }
    String export = wallet.export();
    return new Wallet(
        name(wallet.kind(), wallet.fingerprint()),
        named(wallet.family()),
        wallet.active(),
        String.join(" ", state),
        wallet.warnings().stream().map(Texts::sentence).toList(),
        export == null ? "" : export);
  }

  private Family named(String family) {
    return families().stream()
        .filter(one -> one.code().equals(family))
        .findFirst()
        .orElse(new Family(family, family));
  }

  private static String name(OwnWallet.Kind kind, String fingerprint) {
    return (kind == OwnWallet.Kind.XPUB ? "Account key " : "List of addresses ") + fingerprint;
  }
}
