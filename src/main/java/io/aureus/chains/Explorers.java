package io.aureus.chains;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where people read about transactions, by the operator's settings. There is none by default: who
 * runs such a site learns who looks at which payment.
 */
public final class Explorers {
  private static final String PLACE = "{tx}";
  private static final Pattern ID = Pattern.compile("(0x)?[0-9A-Fa-f]{64}");

  private final Map<String, String> patterns;

  private Explorers(Map<String, String> patterns) {
    this.patterns = patterns;
  }

  /** Those of the chains that have one. */
  static Explorers of(ChainsSettings settings) {
    return new Explorers(
        settings.chains().entrySet().stream()
            .filter(one -> !one.getValue().explorer().isEmpty())
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().explorer())));
  }

  /**
   * The page of a transaction.
   *
   * @param chain its code
   * @param txHash as the chain writes it
   * @return an https address; empty where none is set, or where this is no transaction's id
   */
  public Optional<String> page(String chain, String txHash) {
    return Optional.ofNullable(patterns.get(chain))
        .filter(pattern -> ID.matcher(txHash).matches())
        .map(pattern -> pattern.replace(PLACE, txHash));
  }

  /** An https address of a named host, without a password, that has the place once after it. */
  static boolean isPattern(String text) {
    int at = text.indexOf(PLACE);
    if (at < 0 || text.indexOf(PLACE, at + 1) >= 0) {
      return false;
    }
    try {
      URI uri = new URI(text.replace(PLACE, "tx"));
      URI bare = new URI(text.substring(0, at));
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getHost().equals(bare.getHost())
          && uri.getRawUserInfo() == null
          && bare.getRawPath() != null
          && bare.getRawPath().startsWith("/");
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
