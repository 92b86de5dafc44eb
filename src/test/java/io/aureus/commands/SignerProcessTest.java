package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.Aureus;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Derivation;
import io.aureus.keys.Signer;
import io.aureus.keys.Signer.Purpose;
import io.aureus.keys.Signer.Source;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.Verdict.Kind;
import io.aureus.keys.SpendingPolicy;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.testing.RunningGateway;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway without a key, and a signer in a real process of its own. */
class SignerProcessTest {
  /** More ether than the fees of a day may be. */
  private static final BigInteger TWO_DAYS = BigInteger.valueOf(40);

  private static final String TO = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final BigInteger COIN = BigInteger.TEN.pow(18);
  private static final int BOUND_SECONDS = 240;

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void aGatewaySignsThroughItAndHoldsNoSeed() throws Exception {
    start();
    TestDatabase database = TestDatabase.fresh();
    try (RunningGateway gateway =
        RunningGateway.demo(database, Map.of("aureus.keys.signer", "unix:" + socket()))) {
      assertThat(Files.getPosixFilePermissions(socket()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(database.jdbc().sql("select count(*) from seed").query(Long.class).single())
          .isZero();
      Signer signer = gateway.bean(Signer.class);
      List<String> addresses = gateway.bean(Derivation.class).addresses("evm", 0, 20);
      assertThat(addresses).doesNotHaveDuplicates().doesNotContain(signer.hotAddress("evm"));
      Asset eth = gateway.bean(Catalogue.class).known("ETH");
      Signer.Signed signed = sign(signer, spend("p1", eth, BigInteger.ONE));
      assertThat(sign(signer, spend("p1", eth, BigInteger.ONE))).isEqualTo(signed);
      obeysThePolicyOfTheSigner(signer, eth);
      whatAThiefCallsARefundWaitsForAPersonAtTheSigner(gateway, signer, eth);

      kill();
      refused(
          ErrorCode.UNAVAILABLE,
          "does not answer",
          () -> sign(signer, spend("p3", eth, BigInteger.ONE)));
      assertThat(gateway.bean(Derivation.class).addresses("evm", 0, 20)).isEqualTo(addresses);

      start();
      refused(
          ErrorCode.FORBIDDEN,
          "signed for something else before",
          () -> sign(signer, spend("p1", eth, BigInteger.TWO)));
      assertThat(sign(signer, spend("p1", eth, BigInteger.ONE))).isEqualTo(signed);
      stopsFromHereAndResumesThere(gateway, signer, spend("p4", eth, BigInteger.ONE));
    }
  }

  private static void obeysThePolicyOfTheSigner(Signer signer, Asset eth) {
    Spend much = spend("p2", eth, COIN);
    assertThat(signer.judge(much).kind()).isEqualTo(Kind.HELD);
    refused(ErrorCode.FORBIDDEN, "1.0 ETH may leave within 24 hours", () -> sign(signer, much));
    Asset madeUp =
        new Asset(
            "ETH", eth.chain(), "ETH", 18, 8, "0xdAC17F958D2ee523a2206206994597C13D831ec7", "");
    refused(
        ErrorCode.UNAVAILABLE,
        "must be those of the gateway",
        () -> sign(signer, spend("p3", madeUp, BigInteger.ONE)));
  }

  /**
   * The list is not stepped round by another name, nor by an approval that the gateway makes up.
   */
  private void whatAThiefCallsARefundWaitsForAPersonAtTheSigner(
      RunningGateway gateway, Signer signer, Asset eth) throws Exception {
    Spend plain = new Spend("p5", Purpose.WITHDRAWAL, "mct-1", eth, BigInteger.ONE, TO);
    refused(ErrorCode.FORBIDDEN, "withdrawals go nowhere else", () -> sign(signer, plain));
    Spend theft = spend("p6", eth, COIN.shiftRight(1));
    String rule = "above 0.1 ETH a second person must approve a refund";
    refused(ErrorCode.FORBIDDEN, rule, () -> sign(signer, theft));
    refused(
        ErrorCode.FORBIDDEN,
        "./aureus signing approve p6",
        () -> gateway.bean(SpendingPolicy.class).approve(theft, "person:1", "person:2"));
    assertThat(signer.consider(theft).rule()).contains(rule);
    String data = folder.resolve("data").toString();
    assertThat(DemoProcess.run("signing", "approve", "--data", data)).isEmpty();
    refused(ErrorCode.FORBIDDEN, rule, () -> sign(signer, theft));
    assertThat(DemoProcess.run("signing", "approve", "p6", "--data", data)).isEmpty();
    assertThat(sign(signer, theft).hash()).startsWith("0x");
    String fees = gateway.bean(SpendingPolicy.class).overFees(eth.chain(), COIN.multiply(TWO_DAYS));
    assertThat(fees).contains("may cost 20.0 ETH");
  }

  private void stopsFromHereAndResumesThere(RunningGateway gateway, Signer signer, Spend spend)
      throws Exception {
    SpendingPolicy policy = gateway.bean(SpendingPolicy.class);
    assertThat(policy.isDistant()).isTrue();
    refused(
        ErrorCode.FORBIDDEN,
        "./aureus signing allow mct-1:ETH:" + TO,
        () -> policy.add("mct-1", spend.asset().chain(), TO, "the bank", "person:1"));
    policy.setKillSwitch(true, "a drill", "person:1");
    assertThat(policy.rules().stop()).isNotNull();
    refused(ErrorCode.FORBIDDEN, "signing is stopped: a drill", () -> sign(signer, spend));
    refused(
        ErrorCode.FORBIDDEN,
        "resumed at the signer only",
        () -> policy.setKillSwitch(false, "over", "person:1"));
    kill();
    start("--resume", "--allow", "mct-1:ETH:" + TO);
    assertThat(policy.list("mct-1")).hasSize(1);
    String bitcoin = "mct-1:BTC:tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
    String data = folder.resolve("data").toString();
    assertThat(DemoProcess.run("signing", "allow", bitcoin, "--data", data)).isEmpty();
    assertThat(policy.list("mct-1")).hasSize(2);
    policy.remove("mct-1", spend.asset().chain(), TO, "person:1");
    assertThat(policy.list("mct-1")).hasSize(1);
    assertThat(sign(signer, spend).hash()).startsWith("0x");
  }

  private static void refused(ErrorCode code, String words, Runnable asking) {
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  private static Spend spend(String payout, Asset asset, BigInteger units) {
    return new Spend(payout, Purpose.REFUND, "mct-1", asset, units, TO);
  }

  private static Signer.Signed sign(Signer signer, Spend spend) {
    return signer.sign(
        spend.asset().chain(),
        spend,
        new Signer.Terms(new Source.Hot(), 0, 21_000, BigInteger.TEN, BigInteger.ONE));
  }

  private Path socket() {
    return folder.resolve("s.sock");
  }

  private void kill() throws InterruptedException {
    started.getLast().destroyForcibly().waitFor();
  }

  private void start(String... more) throws IOException, InterruptedException {
    Path log = folder.resolve("log" + started.size());
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx160m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Aureus.class.getName(),
                "signer",
                "--socket",
                socket().toString(),
                "--data",
                folder.resolve("data").toString()));
    line.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("AUREUS_CHAINS_ETH_RPC", "http://127.0.0.1:9");
    builder.environment().put("AUREUS_CHAINS_ETH_NETWORK", "simulated");
    builder.environment().put("AUREUS_KEYS_POLICY_DAYCAP_ETH", "1");
    builder.environment().put("AUREUS_KEYS_POLICY_ALLOWLISTONLY", "true");
    builder.environment().put("AUREUS_KEYS_POLICY_REFUNDCAP_ETH", "0.1");
    Process process = builder.redirectOutput(log.toFile()).start();
    started.add(process);
    for (int tries = 0; !Files.readString(log).contains("answers at"); tries++) {
      if (tries == BOUND_SECONDS * 10 || !process.isAlive()) {
        throw new AssertionError("the signer did not start:\n" + Files.readString(log));
      }
      Thread.sleep(100);
    }
  }
}
