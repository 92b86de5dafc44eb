package io.aureus.chains.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.Network.Answer;
import io.aureus.chains.Network.Offer;
import io.aureus.chains.Network.Reason;
import io.aureus.chains.Network.Standing.Mined;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.EvmKey;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What sending on an Ethereum chain must bring about, on whatever node. */
abstract class EvmSendContract extends EvmSendFixture {
  @Test
  void aTransactionIsTakenWaitsAndIsMinedAtItsDepth() {
    BigInteger before = held(coin);
    EvmKey.Tx tx = transfer(0);
    String hash = send(tx);
    assertWaiting(hash);
    node.mine(1);
    Mined mined = mined(hash);
    assertThat(mined.succeeded()).isTrue();
    assertThat(mined.block()).isEqualTo(node.head());
    assertThat(mined.depth()).isEqualTo(1);
    assertThat(Duration.between(mined.blockTime(), observation.clock.instant()).abs())
        .isLessThan(Duration.ofMinutes(5));
    assertThat(held(coin).add(tx.value()).add(mined.fee())).isEqualTo(before);
    assertThat(mined.fee()).isPositive();
    assertThat(accounts.held(coin, ONE)).isEqualTo(tx.value());
    node.mine(4);
    assertThat(mined(hash).depth()).isEqualTo(5);
    assertThat(mined(hash).blockHash()).isEqualTo(mined.blockHash());
  }

  @Test
  void aTokenTransferMovesTheTokenAndCostsCoin() {
    BigInteger before = held(coin);
    String hash = send(tokenTransfer(0, FIVE));
    node.mine(1);
    Mined mined = mined(hash);
    assertThat(mined.succeeded()).isTrue();
    assertThat(held(token)).isZero();
    assertThat(accounts.held(token, ONE)).isEqualTo(FIVE);
    assertThat(held(coin).add(mined.fee())).isEqualTo(before);
  }

  @Test
  void aTransactionThatFailsCostsItsFeeAndMovesNothing() {
    BigInteger before = held(coin);
    String hash = send(tokenTransfer(0, FIVE.add(BigInteger.ONE)));
    node.mine(1);
    Mined mined = mined(hash);
    assertThat(mined.succeeded()).isFalse();
    assertThat(mined.fee()).isPositive();
    assertThat(held(coin).add(mined.fee())).isEqualTo(before);
    assertThat(held(token)).isEqualTo(FIVE);
    assertThat(accounts.nonce(chain, key.address())).isEqualTo(1);
  }

  @Test
  void whatANodeKnowsAlreadyIsTaken() {
    String hash = send(transfer(0));
    assertThat(send(transfer(0))).isEqualTo(hash);
    node.mine(1);
    assertThat(send(transfer(0))).as("it is mined by now").isEqualTo(hash);
    assertThat(mined(hash).depth()).isEqualTo(1);
    assertThat(accounts.nonce(chain, key.address())).isEqualTo(1);
  }

  @Test
  void aHigherFeeReplacesWhatWaits() {
    String old = send(transfer(0));
    String better =
        send(
            transfer(0)
                .withFees(GWEI.shiftLeft(1), FEE.shiftLeft(1))
                .withValue(COIN.shiftRight(1)));
    assertUnknown(old);
    assertWaiting(better);
    node.mine(1);
    assertThat(mined(better).succeeded()).isTrue();
    assertUnknown(old);
    assertThat(accounts.held(coin, ONE)).isEqualTo(COIN.shiftRight(1));
    assertRefused(transfer(0), Reason.NONCE_TOO_LOW);
  }

  @Test
  void noMoreIsOfferedForTheSameNonceIsUnderpriced() {
    String hash = send(transfer(0));
    assertRefused(transfer(0).withValue(BigInteger.ONE), Reason.UNDERPRICED);
    assertWaiting(hash);
  }

  @Test
  void aNonceThatIsUsedUpIsRefused() {
    send(transfer(0));
    node.mine(1);
    assertRefused(transfer(0).withValue(BigInteger.ONE), Reason.NONCE_TOO_LOW);
  }

  @Test
  void whoCannotPayValueAndGasIsRefused() {
    assertRefused(transfer(0).withValue(COIN), Reason.INSUFFICIENT_FUNDS);
  }

  @Test
  void whatCanNeverBeMinedIsRefused() {
    assertRefused(transfer(0).withGas(20_000), Reason.OTHER);
    assertRefused(transfer(0).withFees(FEE.shiftLeft(1), FEE), Reason.OTHER);
    Answer answer = network.offer(chain, "0x02f8");
    assertThat(answer.offer()).isNotEqualTo(Offer.TAKEN);
  }

  @Test
  void aTransactionOfAnotherChainIsNotTaken() {
    EvmKey.Tx tx = transfer(0);
    EvmKey.Tx foreign =
        new EvmKey.Tx(1, 0, tx.priority(), tx.maxFee(), tx.gas(), tx.to(), tx.value(), tx.data());
    assertRefused(foreign, Reason.OTHER);
  }

  @Test
  void aGapInTheNoncesHoldsUpWhatFollows() {
    String second = send(transfer(1));
    node.mine(1);
    assertWaiting(second);
    String first = send(transfer(0));
    node.mine(1);
    assertThat(mined(first).block()).isEqualTo(mined(second).block());
  }

  @Test
  void aMempoolMayForget() {
    String hash = send(transfer(0));
    node.drop(hash);
    assertUnknown(hash);
    node.mine(1);
    assertUnknown(hash);
    assertThat(send(transfer(0))).isEqualTo(hash);
    node.mine(1);
    assertThat(mined(hash).succeeded()).isTrue();
  }

  @Test
  void aReorganisationMayMineItElsewhere() {
    String hash = send(transfer(0));
    node.mine(2);
    Mined before = mined(hash);
    node.reorg(2, true);
    Mined after = mined(hash);
    assertThat(after.blockHash()).isNotEqualTo(before.blockHash());
    assertThat(after.block()).isEqualTo(before.block() + 1);
    assertThat(after.depth()).isEqualTo(1);
    assertThat(accounts.nonce(chain, key.address())).isEqualTo(1);
  }

  @Test
  void aReorganisationMayTakeItAway() {
    BigInteger before = held(coin);
    String hash = send(transfer(0));
    node.mine(2);
    assertThat(mined(hash).depth()).isEqualTo(2);
    node.reorg(2, false);
    assertUnknown(hash);
    assertThat(accounts.nonce(chain, key.address())).isZero();
    assertThat(held(coin)).isEqualTo(before);
    assertThat(send(transfer(0))).isEqualTo(hash);
    node.mine(1);
    assertThat(mined(hash).depth()).isEqualTo(1);
  }

  @Test
  void noncesAreCountedAtTheHeadAndWhereItIsFinal() {
    assertThat(accounts.nonce(chain, key.address())).isZero();
    send(transfer(0));
    assertThat(accounts.nonce(chain, key.address())).as("what waits does not count").isZero();
    node.mine(1);
    assertThat(accounts.nonce(chain, key.address())).isEqualTo(1);
    node.mine(1);
    assertThat(accounts.finalNonce(chain, key.address())).isZero();
    node.mine(1);
    assertThat(accounts.finalNonce(chain, key.address())).isEqualTo(1);
  }

  @Test
  void gasIsEstimatedSoThatTheTransactionSucceeds() {
    BigInteger plain =
        accounts.gas(chain, new AccountNetwork.Call(key.address(), ONE, BigInteger.ONE, "0x"));
    assertThat(plain).isEqualTo(21_000);
    BigInteger gas =
        accounts.gas(
            chain,
            new AccountNetwork.Call(
                key.address(), usdt, BigInteger.ZERO, EvmKey.transfer(ONE, FIVE)));
    assertThat(gas).isBetween(BigInteger.valueOf(21_000), BigInteger.valueOf(90_000));
    String hash = send(tokenTransfer(0, FIVE).withGas(gas.longValueExact()));
    node.mine(1);
    assertThat(mined(hash).succeeded()).isTrue();
  }

  @Test
  void aCallThatWouldFailIsToldBeforehand() {
    assertThatThrownBy(
            () ->
                accounts.gas(
                    chain,
                    new AccountNetwork.Call(
                        key.address(),
                        usdt,
                        BigInteger.ZERO,
                        EvmKey.transfer(ONE, FIVE.shiftLeft(1)))))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
              assertThat(refusal.words()).contains("revert").doesNotContain("127.0.0.1");
            });
  }

  @Test
  void thePriceThatIsAskedForIsTaken() {
    AccountNetwork.GasPrice price = accounts.gasPrice(chain);
    assertThat(price.base()).isPositive();
    assertThat(price.priority()).isNotNegative();
    BigInteger max = price.base().shiftLeft(1).add(price.priority());
    String hash = send(transfer(0).withFees(price.priority(), max));
    node.mine(1);
    assertThat(mined(hash).fee()).isLessThanOrEqualTo(max.multiply(BigInteger.valueOf(21_000)));
  }

  @Test
  void whatOffersTooLittleIsNotMinedUntilItIsReplaced() {
    String hash = send(transfer(0));
    node.baseFee(FEE.shiftLeft(1));
    node.mine(1);
    // Anvil forgets it, other nodes keep it.
    assertThat(standing(hash)).isNotInstanceOf(Mined.class);
    node.baseFee(FEE.shiftLeft(1));
    assertThat(accounts.gasPrice(chain).base()).isPositive();
    String better = send(transfer(0).withFees(GWEI.shiftLeft(1), FEE.shiftLeft(2)));
    node.mine(1);
    assertThat(mined(better).fee())
        .isEqualTo(FEE.shiftLeft(1).add(GWEI.shiftLeft(1)).multiply(BigInteger.valueOf(21_000)));
    assertUnknown(hash);
  }

  @Test
  void tellsContractsFromPlainAddresses() {
    assertThat(accounts.code(chain, usdt)).hasSizeGreaterThan(4);
    assertThat(accounts.code(chain, key.address())).isEqualTo("0x");
  }
}
