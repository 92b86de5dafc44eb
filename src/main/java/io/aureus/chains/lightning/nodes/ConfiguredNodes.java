package io.aureus.chains.lightning.nodes;

import io.aureus.chains.ChainSettings;
import io.aureus.chains.ChainsSettings;
import io.aureus.chains.LightningSettings;
import io.aureus.chains.lightning.InvoicePaying;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.OfferMaking;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes each node once: what it remembers of payments in doubt is kept. */
final class ConfiguredNodes implements LightningAccess {
  /** A stop of the program waits no longer for the next settlement than this. */
  private static final NodeAccess.Waits WAITS =
      new NodeAccess.Waits(
          Duration.ofSeconds(4), NodeAccess.Waits.USUAL.quiet(), NodeAccess.Waits.USUAL.paying());

  private final ChainsSettings settings;
  private final Clock clock;
  private final Map<String, LightningNode> receiving = new ConcurrentHashMap<>();
  private final Map<String, LightningNode> paying = new ConcurrentHashMap<>();

  ConfiguredNodes(ChainsSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public LightningNode node(Chain chain) {
    ChainSettings own = of(chain);
    return receiving.computeIfAbsent(
        chain.code(), code -> at(chain, own, own.lightning().receiving()));
  }

  @Override
  public Optional<OfferMaking> offers(Chain chain) {
    return of(chain).lightning().offers() ? node(chain).offers() : Optional.empty();
  }

  @Override
  public Optional<InvoicePaying> paying(Chain chain) {
    ChainSettings own = of(chain);
    String secret = own.lightning().paying();
    return secret.isEmpty()
        ? Optional.empty()
        : Optional.of(paying.computeIfAbsent(chain.code(), code -> at(chain, own, secret)));
  }

  private ChainSettings of(Chain chain) {
    ChainSettings own = settings.chains().get(chain.code());
    if (own == null || !own.lightning().isThere()) {
      throw new IllegalStateException("no settings of a node of Lightning for " + chain.code());
    }
    return own;
  }

  private LightningNode at(Chain chain, ChainSettings own, String secret) {
    if (own.rpc().size() != 1) {
      throw new IllegalArgumentException(
          "aureus.chains.%s.rpc must be the one URL of the node: money is in its channels alone"
              .formatted(chain.code().toLowerCase(Locale.ROOT)));
    }
    LightningSettings lightning = own.lightning();
    NodeAccess access =
        new NodeAccess(
            own.endpoints().getFirst(),
            lightning.pin(),
            secret,
            LightningNetwork.of(chain.network()),
            new RpcEndpoint.Bounds(own.timeout(), own.maxResponse().toBytes()),
            WAITS,
            clock);
    return LightningNodes.of(lightning.program()).at(access);
  }
}
