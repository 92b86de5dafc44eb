package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a real process, killed and started again. */
class DemoProcessTest {
  @TempDir Path parent;

  @Test
  void keepsEverythingOverAKillAndPaysAfterwards() throws Exception {
    try (DemoProcess demo = new DemoProcess(parent)) {
      DemoAccess before = demo.start();
      String data = demo.data().toString();
      String order = demo.createOrder("");
      assertThat(DemoProcess.run("demo", "--data", data))
          .contains("is in use by process " + demo.pid())
          .contains(before.baseUrl());

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
      assertThat(DemoProcess.run("verify", "--data", data)).isEmpty();
    }
  }
}
