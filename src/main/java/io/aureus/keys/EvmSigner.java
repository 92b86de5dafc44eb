package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs for {@code evm} chains, and leaves coins to {@link CoinSigner}. What it is asked for is
 * judged and remembered in a transaction of its own, and that is committed before a signature
 * exists: after a crash it knows of every signature that anybody may hold.
 */
final class EvmSigner implements Signer {
  private static final String EVM = "evm";

  private final SeedKeeper keeper;
  private final SigningRows rows;
  private final StoredPolicy policy;
  private final SpendingRules rules;
  private final TransactionTemplate apart;
  private final Clock clock;
  private final CoinSigner coins;
  private final ChildSigner children;
  private final InvoiceAllowance invoices;

  /**
   * @param apart opens a transaction of its own, whatever the caller has open
   */
  EvmSigner(
      SeedKeeper keeper,
      SigningRows rows,
      StoredPolicy policy,
      SpendingRules rules,
      TransactionTemplate apart,
      Clock clock) {
    this.keeper = keeper;
    this.rows = rows;
    this.policy = policy;
    this.rules = rules;
    this.apart = apart;
    this.clock = clock;
    this.coins = new CoinSigner(keeper, rows, policy, rules, apart, clock);
    this.children = new ChildSigner(keeper, rows, policy, rules, apart, clock);
    this.invoices = new InvoiceAllowance(rows, policy, apart, clock);
  }

  @Override
  public String hotAddress(String family) {
    return keeper.hotAddress(family);
  }

  @Override
  public Verdict judge(Spend spend) {
    return policy.judge(spend);
  }

  @Override
  public Verdict consider(Spend spend) {
    return policy.consider(spend);
  }

  @Override
  public Signed sign(Chain chain, Spend spend, Terms terms) {
    checkChain(chain, spend.asset().chain());
    refuse(rules.wrong(spend.purpose(), terms));
    EvmCall call = EvmCall.transfer(spend.asset(), spend.units(), spend.destination());
    SigningRows.Subject subject =
        new SigningRows.Subject(
            spend.payout(),
            spend.purpose().name(),
            Objects.requireNonNullElse(spend.merchant(), ""),
            chain.code(),
            spend.asset().code(),
            spend.units(),
            EvmAddress.normal(spend.destination()),
            address(terms.source()),
            "");
    // Hot to hot with one smallest unit spends a number that would hold up all later ones.
    boolean fillsGap =
        terms.source() instanceof Source.Hot
            && spend.asset().isNative()
            && spend.units().equals(BigInteger.ONE);
    if (spend.purpose() == Purpose.SWEEP
        && !fillsGap
        && subject.sender().equals(subject.destination())) {
      throw refused("the destination is the very address that it would leave from");
    }
    remember(subject, terms, () -> policy.judge(spend));
    EvmTransaction transaction = EvmTransaction.of(chain.networkId(), terms, call);
    try (OpenedKeys keys = keeper.openKeys()) {
      return transaction.signed(keys.sign(terms.source(), transaction.hash()));
    }
  }

  @Override
  public Signed signSweep(Chain chain, SponsoredSweep sweep, Terms terms) {
    checkChain(chain, sweep.asset().chain());
    refuse(rules.wrong(terms));
    if (!(terms.source() instanceof Source.Hot) || sweep.authorizations().isEmpty()) {
      throw refused("a sponsored sweep is sent by the hot address, for one address or more");
    }
    List<Long> indexes =
        sweep.authorizations().stream().map(SponsoredSweep.Authorization::index).toList();
    if (indexes.stream().distinct().count() < indexes.size()) {
      throw refused("a sponsored sweep names an address twice");
    }
    String ours = sweeper().address();
    if (!EvmAddress.normal(sweep.sweeper()).equals(ours)) {
      throw refused("orders' addresses run no code but that of the hot address's sweeper, " + ours);
    }
    List<String> accounts = indexes.stream().map(this::receiving).toList();
    SigningRows.Subject subject =
        new SigningRows.Subject(
            sweep.payout(),
            Purpose.SWEEP.name(),
            "",
            chain.code(),
            sweep.asset().code(),
            BigInteger.ZERO,
            EvmAddress.normal(sweep.sweeper()),
            keeper.hotAddress(EVM),
            indexes.toString());
    remember(subject, terms, EvmSigner::allowed);
    EvmCall call = SweepCall.of(sweep.asset(), sweep.sweeper(), accounts);
    return signed(chain.networkId(), sweep, terms, call);
  }

  private Signed signed(long id, SponsoredSweep sweep, Terms terms, EvmCall call) {
    byte[] delegate = EvmAddress.bytes(SweeperContract.shadow(sweep.sweeper()));
    try (OpenedKeys keys = keeper.openKeys()) {
      List<List<Object>> authorizations = new ArrayList<>();
      for (SponsoredSweep.Authorization each : sweep.authorizations()) {
        if (each.nonce() != SponsoredSweep.Authorization.DELEGATED) {
          byte[] hash = EvmTransaction.authorizationHash(id, delegate, each.nonce());
          byte[] signature = keys.sign(new Source.Receiving(each.index()), hash);
          authorizations.add(EvmTransaction.authorization(id, delegate, each.nonce(), signature));
        }
      }
      EvmTransaction transaction =
          authorizations.isEmpty()
              ? EvmTransaction.of(id, terms, call)
              : EvmTransaction.authorizing(id, terms, call, authorizations);
      return transaction.signed(keys.sign(terms.source(), transaction.hash()));
    }
  }

  @Override
  public Signed signDeployment(Chain chain, String payout, Terms terms) {
    checkChain(chain, chain);
    refuse(rules.wrong(terms));
    if (!(terms.source() instanceof Source.Hot)) {
      throw refused("the sweeper is put on a chain by the hot address");
    }
    EvmCall call = new EvmCall(SweeperContract.DEPLOYER, BigInteger.ZERO, sweeper().data());
    String sender = keeper.hotAddress(EVM);
    SigningRows.Subject subject =
        new SigningRows.Subject(
            payout,
            Purpose.SWEEP.name(),
            "",
            chain.code(),
            "",
            BigInteger.ZERO,
            SweeperContract.DEPLOYER,
            sender,
            "");
    remember(subject, terms, EvmSigner::allowed);
    EvmTransaction transaction = EvmTransaction.of(chain.networkId(), terms, call);
    try (OpenedKeys keys = keeper.openKeys()) {
      return transaction.signed(keys.sign(terms.source(), transaction.hash()));
    }
  }

  @Override
  public void allow(Chain chain, Spend spend) {
    invoices.allow(chain, spend);
  }

  @Override
  public Signed signCoins(Chain chain, CoinPayment payment) {
    return coins.sign(chain, payment);
  }

  @Override
  public Signed signChild(Chain chain, CoinChild child) {
    return children.sign(chain, child);
  }

  private SweeperContract.Deployment sweeper() {
    return SweeperContract.of(keeper.hotAddress(EVM)).byDeployer();
  }

  /** Commits what is about to be signed, or refuses it. */
  private void remember(SigningRows.Subject subject, Terms terms, Supplier<Verdict> judgement) {
    Instant now = clock.instant();
    long nonce = terms.nonce();
    apart.executeWithoutResult(
        status -> {
          policy.refuseIfStopped(ErrorCode.FORBIDDEN);
          policy.lock(subject.asset());
          policy.lockFees(subject.chain());
          // The same place again can be mined once only: it is counted already.
          boolean counted = rows.hasPlace(subject.payout(), nonce);
          if (!counted) {
            Verdict verdict = judgement.get();
            refuse(verdict.kind() == Verdict.Kind.ALLOWED ? null : verdict.rule());
          }
          if (!rows.remember(subject, now).equals(subject)) {
            throw refused(
                "payout "
                    + subject.payout()
                    + " was signed for something else before: its amount, asset, chain, sender and"
                    + " destination are fixed for ever");
          }
          if (!counted) {
            rows.takePlace(subject, nonce, now);
          }
          countGas(subject, terms, now);
        });
  }

  /** What it may cost beyond all that was counted before for its number, whatever it is for. */
  private void countGas(SigningRows.Subject subject, Terms terms, Instant now) {
    BigInteger more = terms.most().subtract(rows.gas(subject, terms.nonce()));
    if (more.signum() > 0) {
      refuse(policy.feesOverDay(subject.chain(), more));
      rows.countGas(subject, terms.nonce(), more, now);
    }
  }

  private static Verdict allowed() {
    return new Verdict(Verdict.Kind.ALLOWED, "");
  }

  private static void checkChain(Chain chain, Chain ofAsset) {
    if (!chain.family().equals(EVM) || chain.networkId() < 1) {
      throw refused("the signer has no keys for the chain " + chain.code());
    }
    if (!ofAsset.code().equals(chain.code())) {
      throw refused("the asset is not of the chain " + chain.code());
    }
  }

  private static void refuse(@Nullable String rule) {
    if (rule != null) {
      throw refused(rule);
    }
  }

  private String address(Source source) {
    return switch (source) {
      case Source.Hot() -> keeper.hotAddress(EVM);
      case Source.Receiving(long index) -> receiving(index);
    };
  }

  private String receiving(long index) {
    return keeper.addresses(EVM, index, 1).getFirst();
  }

  private static Refusal refused(String words) {
    return new Refusal(ErrorCode.FORBIDDEN, words);
  }
}
