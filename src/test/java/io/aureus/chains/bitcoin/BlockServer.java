package io.aureus.chains.bitcoin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as bitcoind does with a chain of full blocks, each with a coinbase of its own. */
final class BlockServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HexFormat HEX = HexFormat.of();
  private static final int KINDS = 4;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What all blocks of a kind have behind their coinbase, in hex. */
  private final List<String> fillings = new ArrayList<>();

  /** What each block has before that. */
  private final List<String> beginnings = new ArrayList<>();

  private final List<String> hashes = new ArrayList<>();
  private volatile int head;

  BlockServer(String genesis, int blocks) {
    List<FullBlock> kinds = new ArrayList<>();
    for (int i = 0; i < KINDS; i++) {
      FullBlock kind = new FullBlock(1_000_000 + i, genesis);
      kind.fill(FullBlock.MOST_WEIGHT);
      kinds.add(kind);
      byte[] whole = kind.bytes();
      fillings.add(HEX.formatHex(whole, kind.fillingFrom(), whole.length));
    }
    hashes.add(genesis);
    beginnings.add("");
    for (int number = 1; number <= blocks; number++) {
      FullBlock block = kinds.get(number % KINDS).with(number, hashes.getLast());
      byte[] whole = block.bytes();
      hashes.add(CoinHeader.parse(whole).hash());
      beginnings.add(HEX.formatHex(whole, 0, block.fillingFrom()));
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void head(int number) {
    head = number;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      String result = result(request.path("method").asString(), request.path("params"));
      byte[] answer =
          ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String result(String method, JsonNode params) {
    return switch (method) {
      case "getblockchaininfo" ->
          "{\"blocks\":%d,\"headers\":%d,\"bestblockhash\":\"%s\",\"initialblockdownload\":false}"
              .formatted(head, head, hashes.get(head));
      case "getblockhash" -> "\"" + hashes.get(params.path(0).asInt()) + "\"";
      case "getblockheader" -> header(hashes.indexOf(params.path(0).asString()));
      case "getblock" -> {
        int number = hashes.indexOf(params.path(0).asString());
        yield "\"" + beginnings.get(number) + fillings.get(number % KINDS) + "\"";
      }
      case "getrawmempool" -> "[]";
      default -> throw new IllegalArgumentException(method);
    };
  }

  private String header(int number) {
    return "{\"hash\":\"%s\",\"height\":%d,\"time\":%d,\"previousblockhash\":\"%s\"}"
        .formatted(
            hashes.get(number),
            number,
            FullBlock.FIRST_SECOND + number,
            hashes.get(Math.max(0, number - 1)));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
