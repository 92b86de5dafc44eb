package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenario IN-23: a real process is killed again and again while payments are read, settled and
 * called out for; in the end it is as if it had not been.
 */
class KilledGatewayTest {
  private static final int KILLS = 6;
  private static final int LONGEST_MILLIS = 6000;

  @TempDir Path parent;

  /** The delivery ids that came for each path. */
  private final Map<String, Set<String>> calls = new ConcurrentHashMap<>();

  private HttpServer shop;

  @BeforeEach
  void openShop() throws Exception {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/",
        exchange -> {
          String id = String.valueOf(exchange.getRequestHeaders().getFirst("Aureus-Delivery-Id"));
          calls
              .computeIfAbsent(
                  exchange.getRequestURI().getPath(), path -> ConcurrentHashMap.newKeySet())
              .add(id);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    shop.start();
  }

  @AfterEach
  void closeShop() {
    shop.stop(0);
  }

  @Test
  void in23KilledAnywhereBetweenBlockAndCallbackEveryOrderSucceedsAndIsCalledUnderOneId()
      throws Exception {
    Random random = new Random(23);
    List<String> orders = new ArrayList<>();
    try (DemoProcess demo = new DemoProcess(parent)) {
      demo.start();
      for (int kill = 0; kill < KILLS; kill++) {
        String order = demo.createOrder(callback(orders.size()));
        orders.add(order);
        Thread payer = Thread.ofVirtual().start(() -> pay(demo, order));
        Thread.sleep(random.nextInt(LONGEST_MILLIS));
        demo.kill();
        payer.join();
        demo.start();
      }
      for (String order : orders) {
        // Where the kill came before the payment was in a block, the payer pays now.
        if (!demo.detail(order).contains("\"SUCCESS\"")) {
          pay(demo, order);
        }
        awaitSuccess(demo, order);
      }
      awaitCalls(orders.size());
      assertThat(DemoProcess.run("verify", "--data", demo.data().toString())).isEmpty();
    }
    assertThat(calls.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
  }

  private String callback(int number) {
    return "http://127.0.0.1:" + shop.getAddress().getPort() + "/order" + number;
  }

  private static void pay(DemoProcess demo, String order) {
    // What it says does not matter: it may be cut off at any moment.
    String words = DemoProcess.run("pay", order, "--data", demo.data().toString());
    assertThat(words).isNotNull();
  }

  private static void awaitSuccess(DemoProcess demo, String order) throws Exception {
    for (int i = 0; i < 240; i++) {
      if (demo.detail(order).contains("\"SUCCESS\"")) {
        return;
      }
      Thread.sleep(250);
    }
    throw new AssertionError("never a success: " + demo.detail(order));
  }

  private void awaitCalls(int wanted) throws InterruptedException {
    for (int i = 0; i < 480 && calls.size() < wanted; i++) {
      Thread.sleep(250);
    }
    assertThat(calls).hasSize(wanted);
  }
}
