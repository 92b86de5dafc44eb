package io.aureus.chains;

import io.aureus.money.CatalogueFile;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chains that this deployment observes.
 *
 * @param chains settings by chain code in any case, e.g. {@code aureus.chains.eth.rpc}
 */
@ConfigurationProperties("aureus")
public record ChainsSettings(@DefaultValue Map<String, ChainSettings> chains) {
  public ChainsSettings {
    Map<String, ChainSettings> byCode = new LinkedHashMap<>();
    chains.forEach((code, settings) -> byCode.put(code.toUpperCase(Locale.ROOT), settings));
    chains = Map.copyOf(byCode);
  }

  /** What the catalogue is made of, by chain code. */
  public Map<String, CatalogueFile.Choice> choices() {
    Map<String, CatalogueFile.Choice> choices = new LinkedHashMap<>();
    chains.forEach(
        (code, chain) ->
            choices.put(
                code,
                new CatalogueFile.Choice(
                    chain.network(), chain.confirmations(), chain.contracts())));
    return choices;
  }
}
