package io.aureus.chains.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.Network.Reason;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.Refusals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes say of a transaction that they do not simply take. */
class OfferRefusalsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "already known",
        "AlreadyKnown",
        "known transaction: 0xabc",
        "Known transaction",
        "transaction already imported",
        "existing tx with same hash",
        "transaction already in mempool",
        "ALREADY_EXISTS: already known"
      })
  void itKnowsTheTransaction(String words) {
    assertThat(OfferRefusals.saysKnown(Refusals.of(-32000, words))).isTrue();
    assertThat(OfferRefusals.reason(Refusals.of(-32000, words))).isEqualTo(Reason.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NONCE_TOO_LOW|nonce too low: next nonce 5, tx nonce 4",
        "NONCE_TOO_LOW|OldNonce, Current nonce: 5, nonce of rejected tx: 4",
        "NONCE_TOO_LOW|Transaction nonce is below sender account nonce",
        "UNDERPRICED|replacement transaction underpriced",
        "UNDERPRICED|transaction underpriced: gas tip cap 0, minimum needed 1",
        "UNDERPRICED|FeeTooLow, MaxFeePerGas too low",
        "UNDERPRICED|ReplacementNotAllowed",
        "UNDERPRICED|max fee per gas less than block base fee",
        "UNDERPRICED|Gas price too low",
        "UNDERPRICED|could not replace existing tx",
        "INSUFFICIENT_FUNDS|insufficient funds for gas * price + value: balance 0, tx cost 1",
        "INSUFFICIENT_FUNDS|InsufficientFunds, Account balance: 0, cumulative cost: 1",
        "INSUFFICIENT_FUNDS|Upfront cost exceeds account balance",
        "OTHER|intrinsic gas too low: gas 20000, minimum needed 21000",
        "OTHER|exceeds block gas limit",
        "OTHER|tx fee (2.00 ether) exceeds the configured cap (1.00 ether)",
        "OTHER|max priority fee per gas higher than max fee per gas",
        "OTHER|invalid chain id for signer: have 1 want 56",
        "OTHER|invalid sender",
        "OTHER|transaction type not supported",
        "OTHER|EIP-7702 transaction with empty auth list"
      })
  void itRefusesTheseBytes(Reason reason, String words) {
    assertThat(OfferRefusals.reason(Refusals.of(-32000, words))).isEqualTo(reason);
    assertThat(OfferRefusals.saysKnown(Refusals.of(-32000, words))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "internal error",
        "txpool is full",
        "unknown transaction pool error",
        "NonceGap, Future nonce. Expected nonce: 3",
        "in-flight transaction limit reached for delegated accounts",
        "request timed out",
        "daily request count exceeded, nonce too low",
        "header not found",
        ""
      })
  void anythingElseIsUnclear(String words) {
    NodeFailure failure = Refusals.of(-32000, words);
    assertThat(OfferRefusals.reason(failure)).isEqualTo(Reason.NONE);
    assertThat(OfferRefusals.saysKnown(failure)).isFalse();
    assertThat(OfferRefusals.takesNone(failure)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"the method eth_sendRawTransaction does not exist", "Method not found"})
  void aNodeForReadingTakesNone(String words) {
    assertThat(OfferRefusals.takesNone(Refusals.of(-32601, words))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonce too low", "already known"})
  void wordsWithoutAnAnswerOfTheNodeProveNothing(String words) {
    NodeFailure failure = new NodeFailure(NodeFailure.Kind.UNREACHABLE, words);
    assertThat(OfferRefusals.reason(failure)).isEqualTo(Reason.NONE);
    assertThat(OfferRefusals.saysKnown(failure)).isFalse();
  }
}
