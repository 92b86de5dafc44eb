package io.aureus.keys;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs what moves money, under a policy that it checks itself: it is told what is to happen, and
 * builds the transaction from that, so that nobody can have it sign another one.
 */
public interface Signer {
  /** Where the money leaves from. */
  sealed interface Source {
    /** The hot address of the family, {@code m/44'/60'/0'/1/0} for {@code evm}. */
    record Hot() implements Source {}

    /**
     * An order's address.
     *
     * @param index {@code m/44'/60'/0'/0/index}
     */
    record Receiving(long index) implements Source {}
  }

  /** What it is for; the policy differs. */
  enum Purpose {
    /** To a merchant: caps, allow-list, delay and approvals apply. */
    WITHDRAWAL,
    /** To a payer: caps apply. */
    REFUND,
    /**
     * From an order's address to our own hot or cold one: any other destination is refused. Of
     * coins: many become one, of all that they hold, less the fee.
     */
    SWEEP,
    /** Gas from the hot address to an address of an order: native coin only. */
    TOP_UP
  }

  /**
   * What is to happen.
   *
   * @param payout the payout's id: signed for one destination and one amount in its whole life
   * @param merchant whose money it is; null for our own
   * @param units in the asset's smallest unit, above 0
   * @param destination as the chain writes it; of Lightning the public key of the node that is paid
   * @param destinationIndex the index of the order's address that the destination is, which a
   *     top-up must name; null otherwise
   */
  record Spend(
      String payout,
      Purpose purpose,
      @Nullable String merchant,
      Asset asset,
      BigInteger units,
      String destination,
      @Nullable Long destinationIndex) {

    /** To an address that is no order's of ours. */
    public Spend(
        String payout,
        Purpose purpose,
        @Nullable String merchant,
        Asset asset,
        BigInteger units,
        String destination) {
      this(payout, purpose, merchant, asset, units, destination, null);
    }
  }

  /**
   * How it goes out: an EIP-1559 transaction.
   *
   * @param maxFee per gas, and {@code priority} of it for the miner
   */
  record Terms(Source source, long nonce, long gasLimit, BigInteger maxFee, BigInteger priority) {
    /** The most that it can cost, in the smallest unit of the chain's own coin. */
    public BigInteger most() {
      return maxFee.multiply(BigInteger.valueOf(gasLimit));
    }
  }

  /**
   * One transaction of the hot address that sweeps many orders' addresses at once (EIP-7702): each
   * address authorises the {@link SweeperContract#shadow} of the sweeper, which pays to the hot
   * address only.
   *
   * @param sweeper where {@link SweeperContract#byDeployer} puts it
   * @param authorizations indexes and account nonces of the addresses
   */
  record SponsoredSweep(
      String payout, Asset asset, String sweeper, List<Authorization> authorizations) {
    /**
     * One order's address.
     *
     * @param nonce of its account; {@link #DELEGATED} where it has authorised the shadow before
     */
    public record Authorization(long index, long nonce) {
      /** No new authorization: the address is only swept. */
      public static final long DELEGATED = -1;
    }
  }

  /**
   * One transaction of Bitcoin's kind that pays one or more payouts, an output each in their order;
   * or a single {@link Purpose#SWEEP} of the coins' whole sum, whose one output is the change.
   *
   * @param spends of the chain's own coin, each of another payout
   * @param coins what it spends, 1 or more, each once. A payout that was signed before must find a
   *     coin among them that it was signed with the first time: only one of the two transactions
   *     can ever be mined then
   * @param changeIndex in the branch of our change: 0, the only one that is signed for
   * @param changeUnits what comes back there; 0 for no such output
   */
  record CoinPayment(
      List<Spend> spends, List<SpentCoin> coins, long changeIndex, long changeUnits) {}

  /**
   * A coin on an address of ours.
   *
   * @param units what it holds: a signature over another sum than the true one is worth nothing
   * @param isChange whether the address is in the branch of our change, or an order's
   * @param index of the address in its branch
   * @param address which must be the one of that place: else nothing is signed or remembered
   */
  record SpentCoin(CoinPoint point, long units, boolean isChange, long index, String address) {}

  /**
   * A child that pays for its parent too (CPFP): it spends our change of a transaction that was
   * signed here and waits, and gives all but its fee back to the same address.
   *
   * @param payout an id of its own
   * @param parent the transaction that waits, signed, in hex
   * @param index which of its outputs is our change
   * @param units what comes back
   */
  record CoinChild(String payout, Asset asset, String parent, long index, long units) {}

  /**
   * @param hash as 0x… and 64 hex digits; for coins the id of the transaction, without 0x
   * @param raw what is offered to the network, in hex likewise
   */
  record Signed(String hash, String raw) {}

  /** The hot address of a family, in its usual spelling. */
  String hotAddress(String family);

  /**
   * @throws io.aureus.errors.Refusal {@code FORBIDDEN} where the policy refuses; with the rule
   */
  Signed sign(Chain chain, Spend spend, Terms terms);

  /**
   * @throws io.aureus.errors.Refusal {@code FORBIDDEN} where the policy refuses; with the rule
   */
  Signed signSweep(Chain chain, SponsoredSweep sweep, Terms terms);

  /**
   * Puts the sweeper of the hot address on a chain, by the deployer.
   *
   * @param payout an id of its own
   * @throws io.aureus.errors.Refusal {@code FORBIDDEN} where the sender is not the hot address
   */
  Signed signDeployment(Chain chain, String payout, Terms terms);

  /**
   * @throws io.aureus.errors.Refusal {@code FORBIDDEN} where the policy refuses, with the rule;
   *     {@code UNAVAILABLE} while signing is stopped
   */
  Signed signCoins(Chain chain, CoinPayment payment);

  /**
   * The fee of parent and child together is judged as that of one transaction.
   *
   * @throws io.aureus.errors.Refusal as {@link #signCoins}; also where the parent was not signed
   *     here, or the output is not our change
   */
  Signed signChild(Chain chain, CoinChild child);

  /**
   * Judges a payment that a node of Lightning makes with its own keys, and counts it as one that is
   * signed: whoever asks has the node pay only then. The same one again counts once.
   *
   * @throws io.aureus.errors.Refusal {@code FORBIDDEN} where the policy refuses; with the rule
   */
  void allow(Chain chain, Spend spend);

  /** What the policy would say of it now; nothing is signed or remembered. */
  Verdict judge(Spend spend);

  /**
   * Likewise, of a payout that was really asked for: where its destination is new, the delay of new
   * destinations counts from the first call of this.
   */
  Verdict consider(Spend spend);

  /**
   * @param rule why not, for people; empty where it may be signed
   */
  record Verdict(Kind kind, String rule) {
    /** What may be done about it. */
    public enum Kind {
      ALLOWED,
      /** Later, or after an approval, or when somebody changes the policy. */
      HELD,
      /** Never. */
      REFUSED
    }
  }
}
