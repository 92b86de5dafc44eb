package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.payouts.PayeeServices;
import io.aureus.payouts.PayeeServices.Asker;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Services that strangers choose: what they may reach, and for how many they may hold us up. */
class PayeeCallsTest {
  private static final Asker MERCHANT = new Asker("m-1", "");
  private static final URI QUICK = URI.create("https://quick.example/");

  private final CountDownLatch asked = new CountDownLatch(10);
  private final CountDownLatch closing = new CountDownLatch(1);

  @Test
  void oneWhoseServiceHoldsUsHoldsUpNobodyElse() throws Exception {
    PayeeServices services = services(List.of(), this::hold);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        URI slow = URI.create("https://slow%d.example/".formatted(i));
        threads.execute(() -> refused(services, MERCHANT, slow, "was not found"));
      }
      asked.await();
      refused(services, MERCHANT, QUICK, "too many others are");
      refused(services, new Asker("m-2", ""), QUICK, "was not found");
      refused(services, new Asker("m-1", "a payer's"), QUICK, "was not found");
      closing.countDown();
    }
    refused(services, MERCHANT, QUICK, "was not found");
  }

  /** Two of a link, or of one name the tenth of a host, would do; each is counted by itself. */
  @Test
  void placesAreTakenUnderEachNameOrNone() {
    Places places = new Places();
    assertThat(places.take(Map.of("all", 3, "link", 1))).isTrue();
    assertThat(places.take(Map.of("all", 3, "link", 1))).isFalse();
    assertThat(places.take(Map.of("all", 3, "other", 1))).isTrue();
    assertThat(places.take(Map.of("all", 3, "third", 1))).isTrue();
    assertThat(places.take(Map.of("all", 3, "fourth", 1))).isFalse();
    places.give(Map.of("all", 3, "link", 1).keySet());
    assertThat(places.take(Map.of("all", 3, "link", 1))).isTrue();
  }

  /** A payer at a refund link chooses the host, and reads a part of what it says. */
  @Test
  void whatCallbacksMayReachIsNotOpenToServices() {
    Asker payer = new Asker("m-1", "a payer's");
    URI inside = URI.create("https://shop.internal:1/admin?do=it");
    refused(services(List.of(), PayeeCallsTest::here), payer, inside, "is at no public address");
    PayeeServices opened = services(List.of("shop.internal"), PayeeCallsTest::here);
    refused(opened, payer, inside, "does not answer");
    assertThatThrownBy(() -> new PayeeSettings(List.of("not a host")))
        .hasMessageStartingWith("aureus.payees.allow: 'not a host'");
  }

  private static void refused(PayeeServices services, Asker asker, URI url, String words) {
    assertThatThrownBy(() -> services.ask(asker, url)).hasMessageContaining(words);
  }

  private InetAddress[] hold(String host) throws UnknownHostException {
    if (host.startsWith("slow")) {
      asked.countDown();
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new UnknownHostException(host);
  }

  private static InetAddress[] here(String host) {
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  private static PayeeServices services(List<String> allow, GuardedResolver.Names names) {
    PayeeCalls.Reach reach =
        new PayeeCalls.Reach(names, DefaultClientTlsStrategy.createDefault(), 443);
    return new CallbacksSetup()
        .payeeServices(
            new PayeeSettings(allow),
            OwnAddress.NONE,
            new CallbacksSettings(List.of("shop.internal"), Duration.ofSeconds(15), 256, 2),
            "live",
            new StaticListableBeanFactory(Map.of("reach", reach))
                .getBeanProvider(PayeeCalls.Reach.class));
  }
}
