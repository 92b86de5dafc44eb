package io.aureus.callbacks;

import io.aureus.chains.lightning.NodeHosts;
import io.aureus.jobs.Wakeups;
import io.aureus.merchants.CallbackCredentials;
import io.aureus.merchants.Merchants;
import io.aureus.payouts.PayeeServices;
import io.aureus.web.PublicUrl;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  CallbacksSettings.class,
  KeepSettings.class,
  OwnNodeSettings.class,
  PayeeSettings.class
})
class CallbacksSetup {

  @Bean
  DeliveryRows deliveryRows(JdbcClient jdbc) {
    return new DeliveryRows(jdbc);
  }

  @Bean(initMethod = "beginEraAfterRestore")
  EventRows eventRows(JdbcClient jdbc) {
    return new EventRows(jdbc);
  }

  @Bean
  OutboxWriter outboxWriter(
      DeliveryRows deliveries,
      EventRows events,
      Wakeups wakeups,
      Clock clock,
      RandomGenerator random) {
    return new OutboxWriter(deliveries, events, wakeups, clock, random);
  }

  @Bean
  RestoredDeliveries restoredDeliveries(JdbcClient jdbc, Clock clock, RandomGenerator random) {
    return new RestoredDeliveries(jdbc, clock, random);
  }

  @Bean
  Outbox outbox(OutboxWriter writer, Merchants merchants, RestoredDeliveries restored) {
    return new Outbox(writer, merchants, restored);
  }

  @Bean
  OldRowsPurge oldRowsPurge(JdbcClient jdbc, Clock clock, KeepSettings settings) {
    return new OldRowsPurge(new OldRows(jdbc), clock, settings.keep());
  }

  @Bean
  PayoutOutbox payoutOutbox(OutboxWriter writer, Merchants merchants) {
    return new PayoutOutbox(writer, merchants);
  }

  @Bean
  EventFeed eventFeed(EventRows events) {
    return new StoredEventFeed(events);
  }

  @Bean
  Deliveries deliveries(
      DeliveryRows rows, Wakeups wakeups, Clock clock, TransactionTemplate transactions) {
    return new StoredDeliveries(rows, wakeups, clock, transactions);
  }

  /** The demo's shop runs on the same machine. */
  @Bean
  AllowList callbackAllowList(
      CallbacksSettings settings, @Value("${aureus.mode:live}") String mode) {
    List<String> entries = new ArrayList<>(settings.allow());
    if (mode.equals("demo")) {
      entries.addAll(AllowList.LOOPBACK);
    }
    return AllowList.of(entries);
  }

  /** The demo's nodes run on the same machine. */
  @Bean
  NodeHosts ownNodeHosts(OwnNodeSettings settings, @Value("${aureus.mode:live}") String mode) {
    List<String> entries = new ArrayList<>(settings.allow());
    if (mode.equals("demo")) {
      entries.addAll(AllowList.LOOPBACK);
    }
    return new OwnNodeHosts(AllowList.of(entries));
  }

  /** Asked for in live mode only: the demo learns its port when it has started. */
  @Bean
  OwnAddress ownAddress(
      PublicUrl base, AllowList callbackAllowList, @Value("${aureus.mode:live}") String mode) {
    return mode.equals("demo") ? OwnAddress.NONE : OwnAddress.of(base.of("/"), callbackAllowList);
  }

  @Bean
  CallbackUrls callbackUrls(AllowList callbackAllowList, OwnAddress ownAddress) {
    return new CallbackUrls(callbackAllowList, ownAddress);
  }

  @Bean
  Sender callbackSender(AllowList callbackAllowList, CallbacksSettings settings) {
    return new Sender(
        new GuardedResolver(InetAddress::getAllByName, callbackAllowList, settings.deadline()),
        settings.deadline());
  }

  @Bean
  CallbackTests callbackTests(
      Sender callbackSender,
      CallbackUrls callbackUrls,
      CallbackCredentials credentials,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Clock clock,
      RandomGenerator random) {
    return new CallbackTests(
        callbackSender,
        callbackUrls,
        credentials,
        new CallbackTestRows(jdbc),
        transactions,
        clock,
        random);
  }

  @Bean
  PayeeServices payeeServices(
      PayeeSettings payees,
      OwnAddress ownAddress,
      CallbacksSettings settings,
      @Value("${aureus.mode:live}") String mode,
      ObjectProvider<PayeeCalls.Reach> reach) {
    List<String> entries = new ArrayList<>(payees.allow());
    if (mode.equals("demo")) {
      entries.addAll(AllowList.LOOPBACK);
    }
    Duration asked = settings.deadline();
    Duration deadline = asked.compareTo(PayeeCalls.PATIENCE) < 0 ? asked : PayeeCalls.PATIENCE;
    return new PayeeCalls(
        reach.getIfAvailable(PayeeCalls.Reach::usual), AllowList.of(entries), ownAddress, deadline);
  }

  @Bean
  Courier courier(
      JdbcClient jdbc,
      EventRows events,
      TransactionTemplate transactions,
      Sender callbackSender,
      OwnAddress ownAddress,
      CallbackCredentials credentials,
      Merchants merchants,
      Wakeups wakeups,
      Clock clock,
      RandomGenerator random,
      CallbacksSettings settings) {
    return new Courier(
        new Courier.Parts(
            new CourierRows(jdbc),
            events,
            transactions,
            callbackSender,
            ownAddress,
            credentials,
            merchants,
            wakeups,
            clock,
            random),
        settings);
  }
}
