package io.aureus.chains;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of one chain, {@code aureus.chains.<code>.*}.
 *
 * @param rpc JSON-RPC endpoints of nodes, in the order of preference; may hold credentials
 * @param cookie files in which bitcoind or litecoind writes user and password at each start: for
 *     those of {@code rpc} that have none in their URL, in the same order
 * @param electrum Electrum servers in place of nodes, for Bitcoin and Litecoin: {@code
 *     ssl://host:50002}, with {@code #sha256-…} where a certificate is pinned, or {@code tcp://…}
 * @param zmq where nodes of Bitcoin and Litecoin publish what is new, e.g. {@code
 *     tcp://127.0.0.1:28332}
 * @param network the chain's network in the catalogue, e.g. {@code mainnet}
 * @param confirmations blocks that make a payment final, or 0 for the catalogue's own figure
 * @param contracts token contracts by asset code, over the catalogue's
 * @param poll the pause between two looks at the nodes, 50 ms to 10 min
 * @param maxLogRange the most blocks that one step reads, 1 to 10,000
 * @param unlisted what becomes of tokens that are not in the catalogue
 * @param timeout for one answer of a node, 100 ms to 5 min
 * @param maxResponse the longest answer of a node that is read, 1 MB or more
 * @param startBehind how many blocks before the head the very first reading starts, 0 to 100,000
 * @param staleAfter a head older than this is shown as stale; 0 for what is usual on the chain
 * @param internal whether balances of awaited addresses are compared, to find native coin that
 *     contracts sent
 * @param explorer where people read about a transaction: an https address with {@code {tx}} in it;
 *     empty for nowhere, so that nobody outside is told what is looked at
 * @param lightning which program a node of Lightning is, and how it knows us
 */
public record ChainSettings(
    @DefaultValue List<String> rpc,
    @DefaultValue List<String> cookie,
    @DefaultValue List<String> electrum,
    @DefaultValue List<String> zmq,
    @DefaultValue("mainnet") String network,
    @DefaultValue("0") int confirmations,
    @DefaultValue Map<String, String> contracts,
    @DefaultValue("4s") Duration poll,
    @DefaultValue("50") int maxLogRange,
    @DefaultValue("record") Unlisted unlisted,
    @DefaultValue("15s") Duration timeout,
    @DefaultValue("64MB") DataSize maxResponse,
    @DefaultValue("10") int startBehind,
    @DefaultValue("0s") Duration staleAfter,
    @DefaultValue("true") boolean internal,
    @DefaultValue("") String explorer,
    @DefaultValue LightningSettings lightning) {

  /** What becomes of a transfer of a token that is not listed. */
  public enum Unlisted {
    /** It is kept as ignored, and shown. */
    RECORD,
    /** It is not even asked for: less traffic. */
    SKIP
  }

  public ChainSettings {
    rpc = List.copyOf(rpc);
    cookie = List.copyOf(cookie);
    contracts = Map.copyOf(contracts);
    electrum = List.copyOf(electrum);
    zmq = List.copyOf(zmq);
    zmq.forEach(ChainSettings::bell);
    require(!rpc.isEmpty() || !electrum.isEmpty(), "rpc", "needs at least one URL of a node");
    require(
        rpc.isEmpty() || electrum.isEmpty(),
        "electrum",
        "stands in place of rpc: name nodes of your own or Electrum servers, not both");
    rpc.forEach(ChainSettings::endpoint);
    require(
        cookie.isEmpty() || cookie.size() == bare(rpc).size(),
        "cookie",
        "must name one file for each URL of rpc that has no user: %d and not %d"
            .formatted(bare(rpc).size(), cookie.size()));
    require(
        cookie.stream().allMatch(file -> Path.of(file.strip()).isAbsolute()),
        "cookie",
        "must be whole paths, like /var/lib/bitcoind/.cookie");
    electrum.forEach(ElectrumAddress::parse);
    require(
        electrum.stream().map(ElectrumAddress::parse).map(ElectrumAddress::label).distinct().count()
            == electrum.size(),
        "electrum",
        "names one server twice");
    require(confirmations >= 0, "confirmations", "must be 1 or more, or 0 for the default");
    require(within(poll, 50, 600_000), "poll", "must be 50ms to 10m");
    require(maxLogRange >= 1 && maxLogRange <= 10_000, "max-log-range", "must be 1 to 10000");
    require(within(timeout, 100, 300_000), "timeout", "must be 100ms to 5m");
    require(maxResponse.toMegabytes() >= 1, "max-response", "must be 1MB or more");
    require(startBehind >= 0 && startBehind <= 100_000, "start-behind", "must be 0 to 100000");
    require(!staleAfter.isNegative(), "stale-after", "must be more than 0, or 0 for the default");
    require(
        explorer.isEmpty() || Explorers.isPattern(explorer),
        "explorer",
        "must be like https://explorer.example/tx/{tx}");
  }

  /** Settings with every default but these. */
  public static ChainSettings of(List<String> rpc, String network) {
    return of(rpc, List.of(), List.of(), List.of(), network);
  }

  /** The same with Electrum servers in place of nodes. */
  public static ChainSettings ofElectrum(List<String> servers, String network) {
    return of(List.of(), List.of(), servers, List.of(), network);
  }

  /** The same of nodes that ring. */
  public static ChainSettings ofRinging(List<String> rpc, List<String> zmq, String network) {
    return of(rpc, List.of(), List.of(), zmq, network);
  }

  /** The same of nodes that know us by cookies. */
  public static ChainSettings ofCookies(List<String> rpc, List<String> cookies, String network) {
    return of(rpc, cookies, List.of(), List.of(), network);
  }

  private static ChainSettings of(
      List<String> rpc,
      List<String> cookies,
      List<String> electrum,
      List<String> zmq,
      String network) {
    return new ChainSettings(
        rpc,
        cookies,
        electrum,
        zmq,
        network,
        0,
        Map.of(),
        Duration.ofSeconds(4),
        50,
        Unlisted.RECORD,
        Duration.ofSeconds(15),
        DataSize.ofMegabytes(64),
        10,
        Duration.ZERO,
        true,
        "",
        LightningSettings.NONE);
  }

  /** The endpoints, checked to be absolute http or https URLs. */
  public List<URI> endpoints() {
    return rpc.stream().map(ChainSettings::endpoint).toList();
  }

  /**
   * A node of our own.
   *
   * @param cookie the file by which it knows us; empty where its URL tells, or nothing is asked
   */
  public record Access(URI uri, Optional<Path> cookie) {}

  /** The endpoints, each with its cookie. */
  public List<Access> accesses() {
    Iterator<String> cookies = cookie.iterator();
    return endpoints().stream()
        .map(
            uri ->
                uri.getUserInfo() == null && cookies.hasNext()
                    ? new Access(uri, Optional.of(Path.of(cookies.next().strip())))
                    : new Access(uri, Optional.empty()))
        .toList();
  }

  private static List<String> bare(List<String> rpc) {
    return rpc.stream().filter(text -> endpoint(text).getUserInfo() == null).toList();
  }

  /** Where nodes ring when there is something new. */
  public List<URI> bells() {
    return zmq.stream().map(ChainSettings::bell).toList();
  }

  private static URI bell(String text) {
    try {
      URI uri = new URI(text.strip());
      if ("tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "aureus.chains.<code>.zmq: each entry must be like tcp://127.0.0.1:28332");
  }

  /** The Electrum servers; none where nodes are named instead. */
  public List<ElectrumAddress> electrumServers() {
    return electrum.stream().map(ElectrumAddress::parse).toList();
  }

  /** Without the endpoints, since providers put keys into them. */
  @Override
  public String toString() {
    return "ChainSettings[network=%s, endpoints=%d]"
        .formatted(network, rpc.size() + electrum.size());
  }

  private static URI endpoint(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The reason would repeat the URL, and with it a provider's key.
    }
    throw new IllegalArgumentException(
        "aureus.chains.<code>.rpc: each entry must be a URL like https://host/path");
  }

  private static boolean within(Duration value, long fromMillis, long toMillis) {
    return value.toMillis() >= fromMillis && value.toMillis() <= toMillis;
  }

  private static void require(boolean right, String key, String words) {
    if (!right) {
      throw new IllegalArgumentException("aureus.chains.<code>." + key + " " + words);
    }
  }
}
