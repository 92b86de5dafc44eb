package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.keys.MerchantAccount;
import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.orders.OrderId;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Refunds;
import io.aureus.payouts.HandedOver;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.EvmKey;
import io.aureus.testing.JsonRpc;
import io.aureus.wallets.Custody;
import io.aureus.wallets.OwnWallet;
import io.aureus.wallets.SelfCustody;
import java.math.BigInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merchant with a wallet of its own: money in, and OUT-12, on every kind of node. */
abstract class SelfCustodyJourneys extends PayoutStories {
  private static final String USDT = "USDT-ERC20";
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final MerchantAccount account = new MerchantAccount(3);

  @BeforeEach
  void theMerchantBringsAWallet() {
    OwnWallet wallet =
        town()
            .gateway()
            .bean(SelfCustody.class)
            .adopt(town().merchant(), "evm", account.xpub(), "person:1");
    assertThat(wallet.active()).isTrue();
  }

  @Test
  void anOrderIsPaidIntoTheMerchantsOwnWalletAndIsNoBalanceOfOurs() {
    Amount available = balance(USDT, Account.Kind.AVAILABLE);
    Amount before = balance(USDT, Account.Kind.OWN_HELD);
    Story story = sold(USDT, "20");
    assertThat(account.keyOf(story.address())).isNotNull();
    story.awaitSuccessCallbacks(1);
    assertThat(balance(USDT, Account.Kind.OWN_HELD).minus(before).units()).isEqualTo(story.due());
    assertThat(balance(USDT, Account.Kind.AVAILABLE)).isEqualTo(available);
    assertThat(balance(USDT, Account.Kind.OWN_PENDING).isZero()).isTrue();
    assertThatThrownBy(() -> withdraw(USDT, available.plus(one()).text(), receiver()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("at most");
    assertThat(town().order(USDT, "5").address()).isNotEqualTo(story.address());
    assertThat(sweepsOf(story.address())).isZero();
  }

  @Test
  void out12AWithdrawalIsSignedByTheMerchantAndFollowedToItsEnd() {
    sold(USDT, "60");
    Amount reserved = balance(USDT, Account.Kind.OWN_RESERVED);
    String receiver = receiver();
    Payout asked = own(USDT, "12.5", receiver);
    assertThat(asked.fee().isZero()).isTrue();
    HandedOver.Bytes bytes = bytesOf(asked.id());
    gasFor(bytes.from());
    assertThat(held(USDT, bytes.from())).isGreaterThanOrEqualTo(asked.amount().units());
    assertThat(balance(USDT, Account.Kind.OWN_RESERVED)).isEqualTo(reserved.plus(asked.amount()));
    // Another sum, and another receiver, are not it.
    send(transferOf(bytes, receiver, asked.amount().units().subtract(BigInteger.ONE), 0));
    send(transferOf(bytes, receiver(), asked.amount().units(), 1));
    town().mine(1);
    town().mineToDepth();
    pause(1500);
    assertThat(state(asked.id())).isEqualTo(PayoutState.HANDED_OVER);
    send(transferOf(bytes, receiver, asked.amount().units(), 2));
    town().mine(1);
    Payout done = mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(done.txHash()).isNotNull();
    assertThat(balance(USDT, Account.Kind.OWN_RESERVED)).isEqualTo(reserved);
    assertThatThrownBy(() -> payouts().cancel(asked.id(), "person:1", ""))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void out12TheBytesThatAreShownAreWhatANodeTakes() {
    sold("ETH", "60");
    String receiver = receiver();
    Payout asked = own("ETH", "0.01", receiver);
    HandedOver.Unsigned shown = unsignedOf(asked.id());
    assertThat(shown.link())
        .isEqualTo(
            "ethereum:%s@31337?value=%s".formatted(asked.destination(), asked.amount().units()));
    HandedOver.Bytes bytes = bytesOf(asked.id());
    send(account.keyOf(bytes.from()).signRaw(bytes.raw()));
    mineUntil(asked.id(), PayoutState.CONFIRMED);
    assertThat(held("ETH", receiver)).isEqualTo(asked.amount().units());
  }

  @Test
  void out12ARefundIsSignedByTheMerchantAndTheOrderEndsRefunded() {
    sold(USDT, "400");
    Story story = sold(USDT, "15");
    OrderRefund refund = refunds().request(town().merchant(), new OrderId(story.id()), full());
    assertThat(refund.fee().isZero()).isTrue();
    PayoutId id = new PayoutId(refund.id().toString());
    HandedOver.Bytes bytes = bytesOf(id);
    assertThat(bytes.from()).isNotEqualTo(story.address());
    gasFor(bytes.from());
    assertThatThrownBy(() -> refunds().request(town().merchant(), new OrderId(story.id()), full()))
        .isInstanceOf(Refusal.class);
    send(account.keyOf(bytes.from()).signRaw(bytes.raw()));
    mineUntil(id, PayoutState.CONFIRMED);
    story.awaitStatus("REFUNDED");
  }

  @Test
  void whatTheWalletSentBeforeItWasAskedIsNotItAndATransferCountsOnce() {
    sold(USDT, "40");
    Amount reserved = balance(USDT, Account.Kind.OWN_RESERVED);
    String receiver = receiver();
    Payout first = own(USDT, "3", receiver);
    HandedOver.Bytes bytes = bytesOf(first.id());
    gasFor(bytes.from());
    send(transferOf(bytes, receiver, first.amount().units(), 0));
    mineUntil(first.id(), PayoutState.CONFIRMED);
    Payout second = own(USDT, "3", receiver);
    await(second.id(), PayoutState.HANDED_OVER);
    handedOver()
        .tell(
            second.id(),
            String.valueOf(payouts().find(first.id()).orElseThrow().txHash()),
            "person:1");
    town().mineToDepth();
    pause(1500);
    assertThat(state(second.id())).isEqualTo(PayoutState.HANDED_OVER);
    payouts().cancel(second.id(), "person:1", "not needed");
    assertThat(balance(USDT, Account.Kind.OWN_RESERVED)).isEqualTo(reserved);
  }

  @Test
  void whatAnotherWalletOfTheMerchantPaidIsFoundByItsHash() {
    sold(USDT, "10");
    String receiver = receiver();
    Payout asked = own(USDT, "4", receiver);
    await(asked.id(), PayoutState.HANDED_OVER);
    String wrong = town().node().payToken(town().contract(USDT), receiver, BigInteger.TEN);
    String right = town().node().payToken(town().contract(USDT), receiver, asked.amount().units());
    town().mineToDepth();
    handedOver().tell(asked.id(), wrong, "person:1");
    pause(1500);
    assertThat(state(asked.id())).isEqualTo(PayoutState.HANDED_OVER);
    handedOver().tell(asked.id(), right, "person:1");
    assertThat(mineUntil(asked.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(right);
  }

  @Test
  void aReorganisationTakesItBackUntilTheChainHasItAgain() {
    sold(USDT, "25");
    String receiver = receiver();
    Payout asked = own(USDT, "5", receiver);
    HandedOver.Bytes bytes = bytesOf(asked.id());
    gasFor(bytes.from());
    String hash = send(transferOf(bytes, receiver, asked.amount().units(), 0));
    town().mine(1);
    await(asked.id(), PayoutState.SEEN);
    town().node().reorg(1, false);
    town().mine(1);
    await(asked.id(), PayoutState.HANDED_OVER);
    town().node().resubmit(hash);
    town().mine(1);
    assertThat(mineUntil(asked.id(), PayoutState.CONFIRMED).txHash()).isEqualTo(hash);
  }

  private Story sold(String asset, String price) {
    Story story = town().order(asset, price);
    story.pay(story.due());
    town().mineToDepth();
    story.awaitStatus("SUCCESS");
    return story;
  }

  private void gasFor(String address) {
    town().node().pay(address, ETHER);
    town().mine(1);
  }

  private Payout own(String asset, String amount, String receiver) {
    return payouts()
        .request(
            wish(Amount.ofDecimal(asset(asset), new java.math.BigDecimal(amount)), receiver, null)
                .from(Custody.SELF));
  }

  private HandedOver.Unsigned unsignedOf(PayoutId id) {
    awaitTrue(() -> handedOver().unsigned(payouts().find(id).orElseThrow()).isPresent());
    return handedOver().unsigned(payouts().find(id).orElseThrow()).orElseThrow();
  }

  private HandedOver.Bytes bytesOf(PayoutId id) {
    awaitTrue(() -> unsignedOf(id).bytes() != null);
    HandedOver.Bytes bytes = unsignedOf(id).bytes();
    assertThat(bytes).isNotNull();
    return java.util.Objects.requireNonNull(bytes);
  }

  private String transferOf(HandedOver.Bytes bytes, String to, BigInteger units, int later) {
    EvmKey.Tx tx =
        new EvmKey.Tx(
            bytes.chainId(),
            bytes.nonce() + later,
            bytes.priority(),
            bytes.maxFee(),
            bytes.gasLimit(),
            bytes.to(),
            BigInteger.ZERO,
            EvmKey.transfer(to, units));
    return account.keyOf(bytes.from()).sign(tx);
  }

  private String send(String raw) {
    return JsonRpc.call(town().node().url(), "eth_sendRawTransaction", raw).asString();
  }

  private PayoutState state(PayoutId id) {
    return payouts().find(id).orElseThrow().state();
  }

  private HandedOver handedOver() {
    return town().gateway().bean(HandedOver.class);
  }

  private Refunds refunds() {
    return town().gateway().bean(Refunds.class);
  }

  private Refunds.Wish full() {
    return new Refunds.Wish(
        OrderRefund.Kind.FULL,
        null,
        null,
        receiver(),
        OrderRefund.FeeBearer.PAYER,
        null,
        "person:1");
  }

  private Amount one() {
    return Amount.ofUnits(asset(USDT), 1);
  }

  private long sweepsOf(String address) {
    return town()
        .database()
        .jdbc()
        .sql(
            """
            select count(*) from payout where kind in ('SWEEP', 'TOP_UP')
              and (destination = ? or source <> 'hot')
            """)
        .param(address)
        .query(Long.class)
        .single();
  }
}
