package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Source;
import io.aureus.keys.Signer.SponsoredSweep;
import io.aureus.keys.Signer.SponsoredSweep.Authorization;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.testing.AnvilNode;
import io.aureus.testing.JsonRpc;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A real node takes what the signer makes, and sees the sender and the effect that were meant. */
class SignerOnAnvilTest {
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final BigInteger COIN = BigInteger.TEN.pow(18);
  private static AnvilNode node;
  private static Chain chain;
  private static Asset coin;
  private static Asset token;

  private SignerFixture fixture = new SignerFixture(Curve.best());
  private Signer signer = fixture.signer();

  @BeforeAll
  static void start() {
    node = AnvilNode.start(31337);
    chain = new Chain("ETH", "Ethereum", "evm", "mainnet", 31337, 1);
    coin = new Asset("ETH", chain, "ETH", 18, 8, "", "");
    String contract = EvmAddress.normal(node.deployToken("USDT", 6));
    token = new Asset("USDT-ERC20", chain, "USDT", 6, 4, contract, "USD");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  static List<Curve> curves() {
    return List.of(new NativeCurve(), new JavaCurve());
  }

  private void with(Curve curve) {
    fixture = new SignerFixture(curve);
    signer = fixture.signer();
    node.pay(signer.hotAddress("evm"), COIN);
    node.mine(1);
  }

  @ParameterizedTest
  @MethodSource("curves")
  void sendsTheNativeCoinFromTheHotAddress(Curve curve) {
    with(curve);
    String to = fixture.stranger();
    Signer.Signed signed =
        signer.sign(
            chain,
            new Signer.Spend("p1", Purpose.WITHDRAWAL, "mct-1", coin, GWEI, to),
            terms(new Source.Hot()));
    JsonNode mined = offer(signed);
    assertThat(mined.path("from").asString()).isEqualToIgnoringCase(signer.hotAddress("evm"));
    assertThat(mined.path("to").asString()).isEqualToIgnoringCase(to);
    assertThat(mined.path("type").asString()).isEqualTo("0x2");
    assertThat(balance(to)).isEqualTo(GWEI);
  }

  @ParameterizedTest
  @MethodSource("curves")
  void sendsATokenFromTheHotAddress(Curve curve) {
    with(curve);
    String to = fixture.stranger();
    node.payToken(token.contract(), signer.hotAddress("evm"), BigInteger.valueOf(5_000_000));
    node.mine(1);
    Signer.Signed signed =
        signer.sign(
            chain,
            new Signer.Spend("p1", Purpose.REFUND, "mct-1", token, BigInteger.valueOf(1234567), to),
            terms(new Source.Hot()));
    offer(signed);
    assertThat(tokens(to)).isEqualTo(1234567);
    assertThat(tokens(signer.hotAddress("evm"))).isEqualTo(5_000_000 - 1234567);
  }

  @ParameterizedTest
  @MethodSource("curves")
  void sendsFromAnOrdersAddress(Curve curve) {
    with(curve);
    String from = fixture.receiving(7);
    node.pay(from, COIN);
    node.mine(1);
    BigInteger before = balance(signer.hotAddress("evm"));
    Signer.Signed signed =
        signer.sign(
            chain,
            new Signer.Spend("s1", Purpose.SWEEP, null, coin, GWEI, signer.hotAddress("evm")),
            terms(new Source.Receiving(7)));
    JsonNode mined = offer(signed);
    assertThat(mined.path("from").asString()).isEqualToIgnoringCase(from);
    assertThat(balance(signer.hotAddress("evm"))).isEqualTo(before.add(GWEI));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void sweepsOrdersAddressesByTheSweeperThatItPutOnTheChain(Curve curve) {
    with(curve);
    String hot = signer.hotAddress("evm");
    String sweeper = SweeperContract.of(hot).byDeployer().address();
    offer(signer.signDeployment(chain, "d1", terms(new Source.Hot())));
    assertThat(code(sweeper)).isNotEqualTo("0x");

    payOrders();
    JsonNode first = offer(swept("s1", sweeper, 1, 0));
    assertThat(first.path("from").asString()).isEqualToIgnoringCase(hot);
    assertThat(first.path("to").asString()).isEqualToIgnoringCase(sweeper);
    assertThat(first.path("type").asString()).isEqualTo("0x4");
    assertThat(tokens(hot)).isEqualTo(10);
    String shadow = SweeperContract.shadow(sweeper);
    String delegated = "0xef0100" + shadow.substring(2).toLowerCase(Locale.ROOT);
    assertThat(code(fixture.receiving(0))).isEqualTo(delegated);
    assertThat(code(fixture.receiving(300))).isEqualTo(delegated);
    assertThat(code(fixture.receiving(1))).isEqualTo("0x");

    payOrders();
    JsonNode second = offer(swept("s2", sweeper, 2, Authorization.DELEGATED));
    assertThat(second.path("type").asString()).isEqualTo("0x2");
    assertThat(tokens(hot)).isEqualTo(20);
  }

  private void payOrders() {
    node.payToken(token.contract(), fixture.receiving(0), BigInteger.valueOf(5));
    node.payToken(token.contract(), fixture.receiving(300), BigInteger.valueOf(5));
    node.mine(1);
  }

  private Signer.Signed swept(String payout, String sweeper, long nonce, long accountNonce) {
    return signer.signSweep(
        chain,
        new SponsoredSweep(
            payout,
            token,
            sweeper,
            List.of(new Authorization(0, accountNonce), new Authorization(300, accountNonce))),
        terms(new Source.Hot(), nonce));
  }

  private static Signer.Terms terms(Source source) {
    return terms(source, 0);
  }

  private static Signer.Terms terms(Source source, long nonce) {
    return new Signer.Terms(source, nonce, 1_000_000, GWEI.multiply(BigInteger.valueOf(20)), GWEI);
  }

  /** Sends the bytes, mines them, and answers the transaction as the node read it. */
  private static JsonNode offer(Signer.Signed signed) {
    String hash = JsonRpc.call(node.url(), "eth_sendRawTransaction", signed.raw()).asString();
    assertThat(hash).isEqualTo(signed.hash());
    node.mine(1);
    JsonNode receipt = JsonRpc.call(node.url(), "eth_getTransactionReceipt", hash);
    assertThat(receipt.path("status").asString()).isEqualTo("0x1");
    return JsonRpc.call(node.url(), "eth_getTransactionByHash", hash);
  }

  private static BigInteger balance(String address) {
    String hex = JsonRpc.call(node.url(), "eth_getBalance", address, "latest").asString();
    return new BigInteger(hex.substring(2), 16);
  }

  private static long tokens(String address) {
    String data = "0x70a08231" + "0".repeat(24) + address.substring(2);
    String hex =
        JsonRpc.call(
                node.url(),
                "eth_call",
                java.util.Map.of("to", token.contract(), "data", data),
                "latest")
            .asString();
    return new BigInteger(hex.substring(2), 16).longValueExact();
  }

  private static String code(String address) {
    return JsonRpc.call(node.url(), "eth_getCode", address, "latest").asString();
  }
}
