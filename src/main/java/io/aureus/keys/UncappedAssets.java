package io.aureus.keys;

import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says at start what no cap binds: an operator who forgot it learns of it before a thief does. */
final class UncappedAssets {
  private UncappedAssets() {}

  /** A line for each family with an asset that no cap of a day binds. */
  static List<String> lines(SpendingLimits limits, Catalogue catalogue) {
    Map<String, List<String>> uncapped = new LinkedHashMap<>();
    for (Asset asset : catalogue.assets()) {
      if (!limits.dayCap().containsKey(asset.code())) {
        uncapped
            .computeIfAbsent(asset.chain().family(), family -> new ArrayList<>())
            .add(asset.code());
      }
    }
    List<String> lines = new ArrayList<>();
    uncapped.forEach(
        (family, assets) ->
            lines.add(
                "%s: nothing limits what may leave in a day of %s: set aureus.keys.policy.day-cap"
                        .formatted(family, String.join(", ", assets))
                    + " (docs/operate/payout-policy.md)"));
    return lines;
  }
}
