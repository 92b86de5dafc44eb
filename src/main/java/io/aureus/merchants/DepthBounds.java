package io.aureus.merchants;

import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Between what numbers of confirmations merchants may choose, by the codes of chains.
 *
 * @param least 1 by default; 0 only where a mempool is read: an operator must say so himself
 * @param most 1 to 10,000; 100 by default
 */
@ConfigurationProperties("aureus.depths")
public record DepthBounds(
    @DefaultValue Map<String, Integer> least, @DefaultValue Map<String, Integer> most) {
  private static final int USUAL_MOST = 100;

  public DepthBounds {
    least = Map.copyOf(least);
    most = Map.copyOf(most);
    require(least, "least", 0);
    require(most, "most", 1);
  }

  /** The least that may be chosen on a chain. */
  public int least(Chain chain) {
    int floor = CoinNetwork.has(chain.family()) ? 0 : 1;
    return Math.max(floor, of(least, chain, 1));
  }

  /** The most that may be chosen on a chain. */
  public int most(Chain chain) {
    return Math.max(least(chain), of(most, chain, Math.max(USUAL_MOST, chain.confirmations())));
  }

  private static int of(Map<String, Integer> values, Chain chain, int usual) {
    Integer set = values.get(chain.code().toLowerCase(Locale.ROOT));
    return set == null ? values.getOrDefault(chain.code(), usual) : set;
  }

  private static void require(Map<String, Integer> values, String key, int from) {
    values.forEach(
        (chain, value) -> {
          if (value < from || value > 10_000) {
            throw new IllegalArgumentException(
                "aureus.depths.%s.%s must be %d to 10000".formatted(key, chain, from));
          }
        });
  }
}
