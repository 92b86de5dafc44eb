package io.aureus.dashboard;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.NodeLook;
import io.aureus.chains.lightning.VersionFlag;
import io.aureus.money.Amount;
import io.aureus.web.Measures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The node of Lightning as figures for a monitoring system. */
final class LightningMeasures implements Measures {
  private final LightningStanding standing;

  LightningMeasures(LightningStanding standing) {
    this.standing = standing;
  }

  @Override
  public List<Measure> now() {
    return standing.now().map(LightningMeasures::of).orElse(List.of());
  }

  private static List<Measure> of(LightningStanding.Now now) {
    List<Measure> all = new ArrayList<>();
    Map<String, String> chain = Map.of("chain", now.coin().chain().code());
    NodeLook look = now.look();
    all.add(
        new Measure(
            "aureus_lightning_answers",
            "1 while the node of Lightning answers, else 0.",
            chain,
            flag(look != null && look.isAnswering())));
    NodeLook.Seen seen = look == null ? null : look.seen();
    InboundLiquidity inbound = now.inbound();
    if (seen != null && inbound != null) {
      addSeen(all, now, seen, inbound);
    }
    return List.copyOf(all);
  }

  private static void addSeen(
      List<Measure> all, LightningStanding.Now now, NodeLook.Seen seen, InboundLiquidity inbound) {
    Map<String, String> chain = Map.of("chain", now.coin().chain().code());
    Map<String, String> coin =
        Map.of("asset", now.coin().code(), "chain", now.coin().chain().code());
    ChannelFunds funds = seen.funds();
    all.add(
        new Measure(
            "aureus_lightning_synced",
            "1 while the node says that it follows the chain, else 0.",
            chain,
            flag(seen.identity().isSynced())));
    all.add(
        new Measure(
            "aureus_lightning_flaws",
            "What is known against the node's version, notes left out; 0 is good.",
            chain,
            BigDecimal.valueOf(
                seen.flags().stream()
                    .filter(one -> one.grade() != VersionFlag.Grade.NOTE)
                    .count())));
    all.add(coins(now, coin, "local", "Our side of the channels", funds.local()));
    all.add(coins(now, coin, "spendable", "What can be sent now", funds.spendable()));
    all.add(coins(now, coin, "receivable", "What can come in now", funds.receivable()));
    all.add(coins(now, coin, "receivable_least", "What should be able to", inbound.least()));
    all.add(
        new Measure(
            "aureus_lightning_inbound_low",
            "0 while enough can come in, 1 where it runs out, 2 where payers are failing.",
            chain,
            grade(inbound.level())));
  }

  private static Measure coins(
      LightningStanding.Now now,
      Map<String, String> labels,
      String name,
      String words,
      long millisatoshi) {
    return new Measure(
        "aureus_lightning_" + name,
        words + ", in whole coins.",
        labels,
        Amount.ofUnits(now.coin(), millisatoshi).decimal());
  }

  private static BigDecimal grade(InboundLiquidity.Level level) {
    return switch (level) {
      case ENOUGH -> BigDecimal.ZERO;
      case LOW -> BigDecimal.ONE;
      case SHORT -> BigDecimal.TWO;
    };
  }

  private static BigDecimal flag(boolean is) {
    return is ? BigDecimal.ONE : BigDecimal.ZERO;
  }
}
