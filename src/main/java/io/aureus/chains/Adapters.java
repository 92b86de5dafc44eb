package io.aureus.chains;

import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the adapter of a chain's family, and keeps what it made for the chain. */
final class Adapters {
  private final List<ChainFamily> families;
  private final Catalogue catalogue;
  private final ChainsSettings settings;
  private final Map<String, Holdings> holdings = new ConcurrentHashMap<>();
  private final Map<String, Network> networks = new ConcurrentHashMap<>();
  private final Map<String, MempoolTrust> trusts = new ConcurrentHashMap<>();
  private final Map<String, FeeRates> fees = new ConcurrentHashMap<>();
  private final Map<String, CoinsNow> coins = new ConcurrentHashMap<>();
  private final Map<String, AccountNetwork> accounts = new ConcurrentHashMap<>();

  Adapters(List<ChainFamily> families, Catalogue catalogue, ChainsSettings settings) {
    this.families = List.copyOf(families);
    this.catalogue = catalogue;
    this.settings = settings;
  }

  ChainFamily.Observed observed(String code) {
    Chain chain =
        catalogue
            .chain(code)
            .orElseThrow(() -> new IllegalStateException("no chain " + code + " in catalogue"));
    ChainSettings own = settings.chains().get(code);
    if (own == null) {
      throw new IllegalStateException("no settings aureus.chains." + code);
    }
    refuseOthers(chain, own);
    return new ChainFamily.Observed(chain, catalogue.assetsOn(chain), own);
  }

  /** What another kind of chain has. */
  private static void refuseOthers(Chain chain, ChainSettings own) {
    String prefix = "aureus.chains." + chain.code().toLowerCase(Locale.ROOT);
    boolean isOfCoins = CoinNetwork.has(chain.family());
    if (!own.electrum().isEmpty() && !isOfCoins) {
      throw new IllegalStateException(
          prefix + ".electrum: only Bitcoin and Litecoin have them; name nodes in rpc");
    }
    if (!own.cookie().isEmpty() && !isOfCoins) {
      throw new IllegalStateException(
          prefix + ".cookie: only nodes of Bitcoin and Litecoin write one");
    }
    if (chain.isLightning() != own.lightning().isThere()) {
      throw new IllegalStateException(
          prefix
              + (chain.isLightning()
                  ? ".lightning.program: say which program the node is, "
                      + LightningSettings.PROGRAMS
                  : ".lightning: only the chain of Lightning has one, aureus.chains.bln"));
    }
  }

  ChainFamily family(Chain chain) {
    return families.stream()
        .filter(family -> family.name().equals(chain.family()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no adapter for " + chain.family()));
  }

  Network network(Chain chain) {
    return networks.computeIfAbsent(chain.code(), code -> family(chain).network(observed(code)));
  }

  AccountNetwork accounts(Chain chain) {
    return accounts.computeIfAbsent(chain.code(), code -> family(chain).accounts(observed(code)));
  }

  MempoolTrust trust(Chain chain) {
    return trusts.computeIfAbsent(chain.code(), code -> family(chain).trust(observed(code)));
  }

  FeeRates fees(Chain chain) {
    return fees.computeIfAbsent(chain.code(), code -> family(chain).fees(observed(code)));
  }

  CoinsNow coinsNow(Chain chain) {
    return coins.computeIfAbsent(chain.code(), code -> family(chain).coinsNow(observed(code)));
  }

  Holdings holdings(Chain chain) {
    return holdings.computeIfAbsent(chain.code(), code -> family(chain).holdings(observed(code)));
  }

  /** Whether the settings say where to read the chain. */
  boolean reads(Chain chain) {
    return settings.chains().containsKey(chain.code());
  }

  Set<String> used(Chain chain, Collection<String> addresses) {
    return family(chain).used(observed(chain.code()), addresses);
  }

  Holdings asHoldings() {
    return new Holdings() {
      @Override
      public BigInteger held(Asset asset, List<String> addresses, long block) {
        return holdings(asset.chain()).held(asset, addresses, block);
      }

      @Override
      public List<BigInteger> each(Asset asset, List<String> addresses, long block) {
        return holdings(asset.chain()).each(asset, addresses, block);
      }
    };
  }

  Network asNetwork() {
    return new Network() {
      @Override
      public Answer offer(Chain chain, String signed) {
        return network(chain).offer(chain, signed);
      }

      @Override
      public Standing standing(Chain chain, String txHash) {
        return network(chain).standing(chain, txHash);
      }
    };
  }

  FeeRates asFees() {
    return chain -> fees(chain).now(chain);
  }

  CoinsNow asCoinsNow() {
    return new CoinsNow() {
      @Override
      public Look look(Asset asset, Signed ours) {
        return coinsNow(asset.chain()).look(asset, ours);
      }

      @Override
      public Set<Point> spent(Chain chain, List<Point> coins) {
        return coinsNow(chain).spent(chain, coins);
      }

      @Override
      public Optional<Block> blockOf(Chain chain, List<Point> outputs) {
        return coinsNow(chain).blockOf(chain, outputs);
      }
    };
  }

  MempoolTrust asTrust() {
    return (chain, txHash) -> trust(chain).doubt(chain, txHash);
  }

  AccountNetwork asAccounts() {
    return new Accounts();
  }

  /** Asks the adapter of the chain that is named. */
  private final class Accounts implements AccountNetwork {
    @Override
    public long nonce(Chain chain, String address) {
      return accounts(chain).nonce(chain, address);
    }

    @Override
    public long finalNonce(Chain chain, String address) {
      return accounts(chain).finalNonce(chain, address);
    }

    @Override
    public Numbers numbers(Chain chain, String address) {
      return accounts(chain).numbers(chain, address);
    }

    @Override
    public GasPrice gasPrice(Chain chain) {
      return accounts(chain).gasPrice(chain);
    }

    @Override
    public BigInteger gas(Chain chain, Call call) {
      return accounts(chain).gas(chain, call);
    }

    @Override
    public BigInteger held(Asset asset, String address) {
      return accounts(asset.chain()).held(asset, address);
    }

    @Override
    public String code(Chain chain, String address) {
      return accounts(chain).code(chain, address);
    }

    @Override
    public boolean takesDelegations(Chain chain) {
      return accounts(chain).takesDelegations(chain);
    }

    @Override
    public List<Sent> sentIn(Asset asset, String txHash) {
      return accounts(asset.chain()).sentIn(asset, txHash);
    }

    @Override
    public List<Moved> moved(Asset token, String txHash) {
      return accounts(token.chain()).moved(token, txHash);
    }
  }
}
