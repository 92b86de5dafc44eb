package io.aureus.callbacks;

import io.aureus.jobs.Fence;
import io.aureus.merchants.CallbackCredentials;
import io.aureus.merchants.DepthPolicy;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.orders.Milestone;
import io.aureus.orders.Order;
import io.aureus.orders.OrderMilestones;
import io.aureus.orders.OrderState;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The room's own beans on a fresh database, with a clock that stands still. Who the merchants are
 * and what their secrets are is the other rooms' contract, filled in by hand.
 */
final class Post implements AutoCloseable {
  static final String API_KEY = "Kx3-plugin_key-0000000000000000000000000000";
  static final String TOKEN = "CBTOKEN00000000000001";
  static final String SECRET = "test-callback-secret";

  final TestDatabase database;
  final AdjustableClock clock = new AdjustableClock(Orders.START);
  final Deliveries deliveries;
  final EventFeed feed;
  final Outbox outbox;
  final PayoutOutbox payouts;
  final Courier courier;
  final CallbacksSettings settings;
  boolean any2xx;
  String successAlias = "";
  String payoutWebhook = "";
  boolean keyRevoked;
  boolean noCredentials;
  boolean sealBroken;

  private final Sender sender;

  Post(TestDatabase database, CallbacksSettings settings, GuardedResolver.Names names) {
    this(database, settings, names, OwnAddress.NONE);
  }

  Post(
      TestDatabase database,
      CallbacksSettings settings,
      GuardedResolver.Names names,
      OwnAddress own) {
    this.database = database;
    this.settings = settings;
    Random random = new Random(42);
    Merchants merchants = id -> Optional.of(merchant(id));
    DeliveryRows rows = new DeliveryRows(database.jdbc());
    EventRows events = new EventRows(database.jdbc());
    OutboxWriter writer = new OutboxWriter(rows, events, job -> {}, clock, random);
    outbox = new Outbox(writer, merchants, new RestoredDeliveries(database.jdbc(), clock, random));
    payouts = new PayoutOutbox(writer, merchants);
    deliveries = new StoredDeliveries(rows, job -> {}, clock, database.transactions());
    feed = new StoredEventFeed(events);
    sender =
        new Sender(
            new GuardedResolver(names, AllowList.of(settings.allow()), settings.deadline()),
            settings.deadline());
    courier =
        new Courier(
            new Courier.Parts(
                new CourierRows(database.jdbc()),
                events,
                database.transactions(),
                sender,
                own,
                new Secrets(),
                merchants,
                job -> {},
                clock,
                random),
            settings);
  }

  private Merchant merchant(MerchantId id) {
    List<String> coins = List.of("ETH");
    return new Merchant(
        id, "shop", coins, 0, 50, any2xx, successAlias, false, payoutWebhook, DepthPolicy.NONE);
  }

  /** With loopback allowed, as in the demo, and a deadline that tests can wait for. */
  static Post allowingLoopback() {
    return new Post(TestDatabase.fresh(), quick(), InetAddress::getAllByName);
  }

  static CallbacksSettings quick() {
    return new CallbacksSettings(AllowList.LOOPBACK, Duration.ofSeconds(2), 40, 2);
  }

  void announce(Milestone milestone, Order... orders) {
    List<OrderMilestones.Announcement> announcements = new ArrayList<>();
    for (Order order : orders) {
      announcements.add(new OrderMilestones.Announcement(milestone, order));
    }
    database.transactions().executeWithoutResult(status -> outbox.announce(announcements));
  }

  void succeed(Orders orders, int no) {
    announce(Milestone.SUCCEEDED, orders.order(no, OrderState.PAID));
  }

  /** One round of the courier, and the answers to what it sent. */
  void round() {
    courier.run(NoFence.INSTANCE);
    awaitAnswers();
  }

  void awaitAnswers() {
    Eventually.becomes(() -> courier.inFlight() == 0, "all answers are stored");
  }

  Deliveries.Delivery delivery(Orders orders, int no) {
    List<Deliveries.Delivery> found = deliveries.of(orders.merchant(), Orders.id(no));
    if (found.size() != 1) {
      throw new AssertionError("not one delivery but " + found);
    }
    return found.getFirst();
  }

  @Override
  public void close() throws IOException {
    courier.close();
    sender.close();
  }

  /** The courier runs on every node, so it has no lease to hold. */
  enum NoFence implements Fence {
    INSTANCE;

    @Override
    public void hold() {}

    @Override
    public void renew() {}
  }

  private final class Secrets implements CallbackCredentials {
    @Override
    public Optional<Pair> of(MerchantId merchant) {
      if (sealBroken) {
        throw new IllegalStateException("sealed under another key");
      }
      return noCredentials ? Optional.empty() : Optional.of(new Pair(TOKEN, SECRET));
    }

    @Override
    public Optional<String> apiKey(@Nullable Long apiKeyId) {
      return apiKeyId == null || keyRevoked ? Optional.empty() : Optional.of(API_KEY);
    }
  }
}
