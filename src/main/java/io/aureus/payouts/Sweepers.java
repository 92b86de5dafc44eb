package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.keys.Signer;
import io.aureus.keys.SweeperContract;
import io.aureus.money.Chain;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where the contract is that sweeps many addresses at once, and where it can be. */
final class Sweepers {
  /** How one chain stands. */
  enum Stand {
    /** The setting, the chain or its deployer rules it out, or it could not be put there. */
    NEVER,
    /** It could be put there. */
    ABSENT,
    /** It is being put there. */
    COMING,
    READY
  }

  private final SweepRows sweeps;
  private final AccountNetwork network;
  private final Signer signer;
  private final PayoutsSettings settings;
  private final Clock clock;
  private final Set<String> able = ConcurrentHashMap.newKeySet();

  Sweepers(
      SweepRows sweeps,
      AccountNetwork network,
      Signer signer,
      PayoutsSettings settings,
      Clock clock) {
    this.sweeps = sweeps;
    this.network = network;
    this.signer = signer;
    this.settings = settings;
    this.clock = clock;
  }

  Stand on(Chain chain) {
    if (!settings.isBatched(chain) || !isAble(chain)) {
      return Stand.NEVER;
    }
    if (network.code(chain, address(chain)).length() > 2) {
      return Stand.READY;
    }
    Stand begun =
        sweeps
            .deployment(chain)
            .map(last -> last.stand(settings.bumpAfter(), clock.instant()))
            .orElse(Stand.ABSENT);
    return begun == Stand.ABSENT && !hasDeployer(chain) ? Stand.NEVER : begun;
  }

  private boolean hasDeployer(Chain chain) {
    return network
        .code(chain, SweeperContract.DEPLOYER)
        .equalsIgnoreCase(SweeperContract.DEPLOYER_CODE);
  }

  /** What an address that has delegated answers when asked for its code. */
  String delegation(Chain chain) {
    return "0xef0100" + SweeperContract.shadow(address(chain)).substring(2);
  }

  private String address(Chain chain) {
    return SweeperContract.of(signer.hotAddress(chain.family())).byDeployer().address();
  }

  private boolean isAble(Chain chain) {
    // A chain that once could can for ever.
    return able.contains(chain.code())
        || (network.takesDelegations(chain) && able.add(chain.code()));
  }
}
