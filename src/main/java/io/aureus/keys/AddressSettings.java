package io.aureus.keys;

import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which kind of address our own seed's accounts of Bitcoin's kind have: {@code bip84}, {@code
 * bip86} or {@code bip49}.
 */
@ConfigurationProperties("aureus.keys.addresses")
record AddressSettings(
    @DefaultValue("bip84") AddressForm bitcoin, @DefaultValue("bip84") AddressForm litecoin) {
  AddressSettings {
    if (bitcoin == AddressForm.BIP44 || litecoin == AddressForm.BIP44) {
      throw new IllegalArgumentException(
          "aureus.keys.addresses must be bip84, bip86 or bip49: old addresses cost twice as much"
              + " to spend");
    }
  }

  /** One account of ours. */
  record Plan(Chain chain, AddressForm form) {}

  /** By family, those of the catalogue's chains that have such accounts. */
  Map<String, Plan> plans(Catalogue catalogue) {
    Map<String, Plan> plans = new HashMap<>();
    for (Chain chain : catalogue.chains()) {
      if (CoinNetwork.has(chain.family())) {
        AddressForm form = chain.family().equals("bitcoin") ? bitcoin : litecoin;
        plans.put(chain.family(), new Plan(chain, form));
      }
    }
    return Map.copyOf(plans);
  }
}
