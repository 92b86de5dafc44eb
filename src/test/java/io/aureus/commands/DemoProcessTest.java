package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a real process, killed and started again. */
class DemoProcessTest {
  @TempDir Path parent;

  private static void allowsADestinationBesideTheRunningDemo(String data, String merchant) {
    String bitcoin = merchant + ":BTC:tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
    String ether = merchant + ":ETH:0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    assertThat(DemoProcess.run("signing", "allow", bitcoin + "," + ether, "--data", data))
        .isEmpty();
    assertThat(DemoProcess.run("signing", "allow", bitcoin + "x", "--data", data))
        .contains("the destination is no address");
    assertThat(DemoProcess.run("signing", "allow", "mct-1:ETH:0x1", "--data", data))
        .contains("there is no merchant mct-1");
    assertThat(DemoProcess.run("signing", "allow", ether.replace("ETH", "XYZ"), "--data", data))
        .contains("there is no chain XYZ");
    assertThat(DemoProcess.run("signing", "allow", "--data", data))
        .contains("signing allow MERCHANT:CHAIN:ADDRESS");
  }

  @Test
  void keepsEverythingOverAKillAndPaysAfterwards() throws Exception {
    try (DemoProcess demo = new DemoProcess(parent)) {
      DemoAccess before = demo.start();
      String data = demo.data().toString();
      String order = demo.createOrder("");
      assertThat(DemoProcess.run("demo", "--data", data))
          .contains("is in use by process " + demo.pid())
          .contains(before.baseUrl());
      allowsADestinationBesideTheRunningDemo(data, before.userId());

      demo.kill();
      Files.delete(demo.data().resolve("sandbox.json"));
      DemoAccess after = demo.start();

      assertThat(after.apiKey()).isEqualTo(before.apiKey());
      assertThat(demo.detail(order)).contains("\"PENDING\"");
      assertThat(DemoProcess.run("pay", order, "--data", data)).isEmpty();
      assertThat(demo.detail(order)).contains("\"SUCCESS\"");
      String bitcoin = demo.createOrder("BTC", "BTC", "");
      assertThat(DemoProcess.run("pay", bitcoin, "--replace", "--data", data)).isEmpty();
      assertThat(demo.detail(bitcoin)).contains("\"PENDING\"");
      assertThat(DemoProcess.run("pay", bitcoin, "--reorg", "--data", data)).isEmpty();
      assertThat(demo.detail(bitcoin)).contains("\"SUCCESS\"");
      String evicted = demo.createOrder("BTC", "BTC", "");
      assertThat(DemoProcess.run("pay", evicted, "--evict", "--data", data)).isEmpty();
      assertThat(demo.detail(evicted)).contains("\"SUCCESS\"");
      paysByLightning(demo, data);
      assertThat(DemoProcess.run("pay", evicted, "--asset", "BTC-LN", "--data", data))
          .contains("only an invoice is paid by Lightning");
      assertThat(DemoProcess.run("verify", "--data", data)).isEmpty();
    }
  }

  private static void paysByLightning(DemoProcess demo, String data) throws Exception {
    String order = demo.createOrder("BLN", "BTC-LN", "");
    assertThat(DemoProcess.run("pay", order, "--short", "10", "--data", data))
        .contains("--short is not for Lightning: an invoice is paid exactly");
    assertThat(DemoProcess.run("pay", order, "--reorg", "--data", data))
        .contains("a payment is final at once");
    assertThat(DemoProcess.run("pay", order, "--asset", "USDT-ERC20", "--data", data))
        .contains("which is paid by Lightning alone");
    assertThat(demo.detail(order)).contains("\"PENDING\"");
    assertThat(DemoProcess.run("pay", order, "--data", data)).isEmpty();
    assertThat(demo.detail(order)).contains("\"SUCCESS\"");
    assertThat(DemoProcess.run("pay", order, "--data", data))
        .contains("Lightning refuses to pay an invoice twice, so nothing was sent");
    String late = demo.createOrder("BLN", "BTC-LN", "");
    assertThat(DemoProcess.run("pay", late, "--late", "--data", data)).isEmpty();
    assertThat(demo.detail(late)).contains("\"OVERDUE\"");
  }
}
