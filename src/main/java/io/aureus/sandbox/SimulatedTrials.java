package io.aureus.sandbox;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderTrials;
import io.aureus.orders.Payment;
import io.aureus.orders.SandboxWindow;
import io.aureus.wallets.OrderInvoices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trials of a demo, done on its simulated nodes as {@code aureus pay} does them. */
final class SimulatedTrials implements OrderTrials, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedTrials.class);
  private static final int DOWN_SECONDS = 30;

  /** What of the gateway is looked at and moved. */
  record Gateway(OrderBook book, OrderInvoices invoices, SandboxWindow window) {
    Customer.Shop shop(Order order) {
      return new Customer.Shop() {
        @Override
        public SandboxOrder order() {
          return SandboxOrder.of(book.find(order.id()).orElseThrow(), invoices);
        }

        @Override
        public void endWindow() {
          window.endNow(order.id());
        }
      };
    }
  }

  private final SimulatedNodes nodes;
  private final Gateway gateway;
  private final Catalogue catalogue;
  private final TrialDiary diary;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("trial-", 0).factory());

  SimulatedTrials(SimulatedNodes nodes, Gateway gateway, Catalogue catalogue, TrialDiary diary) {
    this.nodes = nodes;
    this.gateway = gateway;
    this.catalogue = catalogue;
    this.diary = diary;
  }

  @Override
  public Optional<Panel> of(Order order) {
    String id = order.id().value();
    return asset(order)
        .map(asset -> new Panel(offered(order, asset), diary.of(id), diary.isBusy(id)));
  }

  /** The coin that the order asks for, where its chain is simulated. */
  private Optional<Asset> asset(Order order) {
    return order
        .currentQuote()
        .map(quote -> quote.amount().asset())
        .filter(asset -> nodes.has(asset.chain().code()));
  }

  private List<Trial> offered(Order order, Asset asset) {
    String chain = asset.chain().code();
    List<Trial> trials = new ArrayList<>();
    boolean isLightning = nodes.isLightning(chain);
    if (isOpen(order) && gateway.shop(order).order().isDue()) {
      add(trials, TrialKind.EXACT);
      if (!isLightning) {
        add(trials, TrialKind.SHORT, TrialKind.OVER, TrialKind.TWICE);
        other(asset).ifPresent(token -> trials.add(trial(TrialKind.TOKEN, token.symbol())));
      }
      add(trials, TrialKind.LATE);
      if (nodes.isOfCoins(chain)) {
        add(trials, TrialKind.REPLACE, TrialKind.EVICT);
      }
    } else if (!isLightning) {
      add(trials, TrialKind.AGAIN);
    }
    if (lastLive(order, chain).isPresent() && !isLightning) {
      add(trials, TrialKind.REORG, TrialKind.UNDO);
    }
    add(trials, isDown(chain) ? TrialKind.UP : TrialKind.DOWN);
    return trials;
  }

  private static boolean isOpen(Order order) {
    return switch (order.state()) {
      case WAITING, UNDERPAID, CONFIRMING, REMAINDER_REQUESTED -> true;
      case CHOOSING, PAID, PARTIAL, EXPIRED, RESOLVED, TERMINATED, REFUNDED -> false;
    };
  }

  private boolean isDown(String chain) {
    try {
      return nodes.secondsDown(chain) > 0;
    } catch (Refusal stopped) {
      return false;
    }
  }

  private static void add(List<Trial> trials, TrialKind... kinds) {
    for (TrialKind kind : kinds) {
      trials.add(trial(kind, ""));
    }
  }

  private static Trial trial(TrialKind kind, String coin) {
    return new Trial(kind.id(), kind.words().replace("COIN", coin), kind.hint());
  }

  /** A coin of the same chain that the order does not ask for. */
  private Optional<Asset> other(Asset asset) {
    return catalogue.assets().stream()
        .filter(one -> one.chain().code().equals(asset.chain().code()))
        .filter(one -> !one.code().equals(asset.code()) && !one.isNative())
        .findFirst();
  }

  /** The last payment of it that the chain has. */
  private static Optional<Payment> lastLive(Order order, String chain) {
    return order.payments().stream()
        .filter(payment -> payment.state().isLive())
        .filter(payment -> payment.amount().asset().chain().code().equals(chain))
        .reduce((first, second) -> second);
  }

  @Override
  public void begin(Order order, String name) {
    Asset asset = asset(order).orElseThrow(SimulatedTrials::notNow);
    Trial trial =
        offered(order, asset).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(SimulatedTrials::notNow);
    TrialKind kind = TrialKind.of(name).orElseThrow(SimulatedTrials::notNow);
    String id = order.id().value();
    if (kind == TrialKind.DOWN || kind == TrialKind.UP) {
      diary.tell(id, turn(kind, asset.chain().code()));
      return;
    }
    if (!diary.begin(id)) {
      throw new Refusal(ErrorCode.CONFLICT, "something still goes on with this order: see below");
    }
    diary.tell(id, trial.words() + ": " + trial.hint());
    Consumer<String> told = words -> diary.tell(id, words);
    Trying trying = new Trying(order, asset, new Customer(nodes, gateway.shop(order), told), told);
    threads.execute(() -> run(trying, kind));
  }

  private static Refusal notNow() {
    return new Refusal(ErrorCode.CONFLICT, "that cannot be done with this order now");
  }

  private String turn(TrialKind kind, String chain) {
    boolean down = kind == TrialKind.DOWN;
    nodes.down(chain, down ? DOWN_SECONDS : 0);
    return down
        ? "The node of %s has stopped for %d seconds: pay meanwhile, and see it caught up."
            .formatted(chain, DOWN_SECONDS)
        : "The node of " + chain + " answers again.";
  }

  /** One that goes on. */
  private record Trying(Order order, Asset asset, Customer customer, Consumer<String> told) {
    String chain() {
      return asset.chain().code();
    }
  }

  private void run(Trying trying, TrialKind kind) {
    try {
      tryOut(trying, kind);
    } catch (Refusal refusal) {
      trying.told().accept("That did not work: " + refusal.words() + ".");
    } catch (RuntimeException e) {
      LOG.warn("trial {} of order {} failed", kind, trying.order().id(), e);
      trying.told().accept("That did not work; the gateway's log says why.");
    } finally {
      diary.end(trying.order().id().value());
    }
  }

  private void tryOut(Trying trying, TrialKind kind) {
    switch (kind) {
      case EXACT, AGAIN -> pay(trying, PaymentShare.ALL);
      case SHORT -> pay(trying, PaymentShare.ofPercent(90));
      case OVER -> pay(trying, PaymentShare.ofPercent(110));
      case TWICE -> {
        Amount all = amount(trying, trying.asset(), PaymentShare.ALL);
        trying.customer().watch(trying.chain(), trying.customer().pay(all));
        trying.customer().watch(trying.chain(), trying.customer().pay(all));
      }
      case LATE -> {
        trying.customer().letTheWindowEnd(trying.chain());
        pay(trying, PaymentShare.ALL);
      }
      case TOKEN -> {
        Asset other = other(trying.asset()).orElseThrow(SimulatedTrials::notNow);
        Amount amount = amount(trying, other, PaymentShare.ALL);
        trying.customer().watch(trying.chain(), trying.customer().pay(amount));
      }
      case REPLACE ->
          trying.customer().payAndTakeBack(amount(trying, trying.asset(), PaymentShare.ALL));
      case EVICT -> {
        Amount all = amount(trying, trying.asset(), PaymentShare.ALL);
        trying.customer().watch(trying.chain(), trying.customer().payAndVanish(all));
      }
      case REORG -> {
        trying.customer().reorganise(trying.chain(), lastHash(trying));
        trying.customer().watch(trying.chain(), lastHash(trying));
      }
      case UNDO -> {
        trying.customer().undo(trying.chain(), lastHash(trying));
        trying.customer().watchItGo(lastHash(trying));
      }
      case DOWN, UP -> turn(kind, trying.chain());
    }
  }

  private static String lastHash(Trying trying) {
    return lastLive(trying.order(), trying.chain()).orElseThrow(SimulatedTrials::notNow).txHash();
  }

  private void pay(Trying trying, PaymentShare share) {
    Customer customer = trying.customer();
    String hash =
        nodes.isLightning(trying.chain())
            ? customer.payInvoice(trying.asset())
            : customer.pay(amount(trying, trying.asset(), share));
    customer.watch(trying.chain(), hash);
  }

  private Amount amount(Trying trying, Asset with, PaymentShare share) {
    SandboxOrder now = gateway.shop(trying.order()).order();
    return share.of(Customer.asked(now, trying.asset().scale()), with);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
