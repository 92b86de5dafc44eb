package io.aureus.commands;

import io.aureus.database.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Shops that create orders over kept-alive connections, one signed request after another. A closed
 * loop: its p99 understates an overload.
 */
final class OrderLoad implements AutoCloseable {
  private static final String PATH = "/api/order/pay-info";
  private static final String LENGTH = "\r\nContent-Length: ";
  private static final String BODY =
      "{\"chain\":\"ETH\",\"currency\":\"USDT-ERC20\",\"vs_currency\":\"USD\",\"vs_price\":20,"
          + "\"callback_url\":\"http://127.0.0.1:9/callback\",\"id\":\"bench-";

  private final DemoAccess access;
  private final Clock clock = SharedBeans.clock();
  private final AtomicLong numbers = new AtomicLong();
  private final List<Shop> shops = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private OrderLoad(DemoAccess access) {
    this.access = access;
  }

  static OrderLoad open(DemoAccess access, int connections) {
    OrderLoad load = new OrderLoad(access);
    for (int i = 0; i < connections; i++) {
      load.shops.add(load.new Shop());
    }
    return load;
  }

  /** What came of the requests so far. */
  static final class Result {
    private final long answered;
    private final long failed;

    /** How long each answered one took. */
    private final int[] micros;

    private Result(long answered, long failed, int[] micros) {
      this.answered = answered;
      this.failed = failed;
      this.micros = micros;
    }

    long answered() {
      return answered;
    }

    long failed() {
      return failed;
    }

    Result since(Result earlier) {
      return new Result(
          answered - earlier.answered,
          failed - earlier.failed,
          Arrays.copyOfRange(micros, earlier.micros.length, micros.length));
    }

    long percentileMicros(int percent) {
      if (micros.length == 0) {
        return 0;
      }
      int[] sorted = micros.clone();
      Arrays.sort(sorted);
      return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percent / 100)];
    }
  }

  /** Runs the load; returns orders per second. */
  long run(Duration length) {
    long before = answered();
    long began = System.nanoTime();
    long end = began + length.toNanos();
    List<Future<?>> running = new ArrayList<>();
    for (Shop shop : shops) {
      running.add(threads.submit(() -> shop.orderUntil(end)));
    }
    try {
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new StartRefused("the load failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long millis = Math.max(1, (System.nanoTime() - began) / 1_000_000);
    return (answered() - before) * 1000 / millis;
  }

  /** In the order in which they were measured, shop by shop and run by run. */
  Result total() {
    long failed = shops.stream().mapToLong(shop -> shop.failed).sum();
    int[] micros = measured.stream().flatMapToInt(Arrays::stream).toArray();
    return new Result(answered(), failed, micros);
  }

  private long answered() {
    return shops.stream().mapToLong(shop -> shop.answered).sum();
  }

  private final List<int[]> measured = new ArrayList<>();

  private void keep(int[] micros) {
    synchronized (measured) {
      measured.add(micros);
    }
  }

  @Override
  public void close() {
    threads.close();
    shops.forEach(Shop::hangUp);
  }

  /** One connection. Fields are written by its own thread and read when that has ended. */
  private final class Shop {
    private final URI base = URI.create(access.baseUrl());
    private long answered;
    private long failed;
    private @Nullable Socket socket;
    private final byte[] reply = new byte[8192];
    private final String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
                .formatted(PATH, base.getAuthority())
            + "Algorithm: HMAC-SHA256\r\nAPI-Token: "
            + access.apiToken();

    void orderUntil(long end) {
      int[] micros = new int[1024];
      int count = 0;
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
            new SecretKeySpec(access.apiSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        while (System.nanoTime() < end) {
          long began = System.nanoTime();
          if (order(mac, md5)) {
            answered++;
            micros = count == micros.length ? Arrays.copyOf(micros, count * 2) : micros;
            micros[count++] = (int) ((System.nanoTime() - began) / 1000);
          } else {
            failed++;
          }
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      keep(Arrays.copyOf(micros, count));
    }

    private boolean order(Mac mac, MessageDigest md5) {
      try {
        Socket open = socket;
        if (open == null) {
          open = new Socket(base.getHost(), base.getPort());
          open.setTcpNoDelay(true);
          open.setSoTimeout(30_000);
          socket = open;
        }
        open.getOutputStream().write(request(mac, md5));
        return isSuccess(open.getInputStream());
      } catch (IOException e) {
        hangUp();
        return false;
      }
    }

    private byte[] request(Mac mac, MessageDigest md5) {
      // Its own number makes each body, and with it each signature, one that was never used.
      String body = BODY + numbers.incrementAndGet() + "\"}";
      String date = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
      String digest = HexFormat.of().formatHex(md5.digest(bytes(body)));
      String signed = "HMAC-SHA256 | " + date + " | POST " + PATH + " | " + digest;
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(bytes(signed)));
      return bytes(
          head
              + "\r\nDate: "
              + date
              + "\r\nBody-MD5: "
              + digest
              + "\r\nSignature: "
              + signature
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }

    private static byte[] bytes(String ascii) {
      return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads one reply; the next one is not asked for before. */
    private boolean isSuccess(InputStream in) throws IOException {
      int count = 0;
      while (true) {
        int more = in.read(reply, count, reply.length - count);
        if (more <= 0) {
          throw new IOException("the connection ended, or the reply is too long");
        }
        count += more;
        String text = new String(reply, 0, count, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end >= 0 && count >= end + 4 + length(text)) {
          return text.startsWith("HTTP/1.1 200") && text.startsWith("{\"code\":0,", end + 4);
        }
      }
    }

    private static int length(String text) throws IOException {
      int at = text.indexOf(LENGTH);
      if (at < 0) {
        throw new IOException("a reply without Content-Length");
      }
      return Integer.parseInt(text.substring(at + LENGTH.length(), text.indexOf('\r', at + 2)));
    }

    private void hangUp() {
      Socket open = socket;
      socket = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          // It is given up anyway.
        }
      }
    }
  }
}
