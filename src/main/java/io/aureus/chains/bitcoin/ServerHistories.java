package io.aureus.chains.bitcoin;

import io.aureus.chains.electrum.ElectrumLine;
import io.aureus.chains.electrum.ElectrumLine.Told;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one server says of our scripts: in which transactions they are. It is subscribed to each; a
 * status that differs from the one that was read last means that the history is read again, be it
 * after a notice or after a new connection. Nothing of it is believed yet.
 */
final class ServerHistories {
  private static final String METHOD = "blockchain.scripthash.";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final long HIGHEST = 100_000_000;

  /** What a server may fill our memory with; no shop of this size reads from strangers. */
  private static final int MOST_ENTRIES = 2_000_000;

  /** Histories that change while they are read are read again, but not for ever. */
  private static final int ROUNDS = 4;

  /**
   * A transaction in a history.
   *
   * @param height of its block; 0 or -1 where it waits
   */
  record Entry(String txid, long height) {}

  /**
   * An entry in a block that was not there before.
   *
   * @param isFirst whether the script's history was never read before
   */
  record Fresh(Entry entry, boolean isFirst) {}

  private final ScriptHashes scripts;
  private final Map<String, String> told = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Map<String, String> loaded = new HashMap<>();
  private final Map<String, List<Entry>> histories = new HashMap<>();
  private final Set<Fresh> fresh = new LinkedHashSet<>();
  private final Set<String> refused = new HashSet<>();
  private @Nullable Map<Long, Set<String>> byHeight;
  private int subscribed;
  private int kept;

  ServerHistories(ScriptHashes scripts) {
    this.scripts = scripts;
  }

  /** A new connection knows of no subscription. */
  void connected() {
    subscribed = 0;
  }

  /** What the server tells by itself; on another thread than all else. */
  void notice(String method, JsonNode params) {
    String hash = params.path(0).asString("");
    // Of what was never asked for nothing is kept: it could be without end.
    if (method.equals(METHOD + "subscribe") && told.containsKey(hash)) {
      told.put(hash, status(params.path(1)));
      changed.add(hash);
    }
  }

  /** Brings all histories up to what the server says now. */
  void sync(ElectrumLine line) throws NodeFailure {
    List<String> missing = scripts.after(subscribed);
    if (!missing.isEmpty()) {
      List<Told> answers = ask(line, "subscribe", missing);
      for (int i = 0; i < missing.size(); i++) {
        told.put(missing.get(i), status(answers.get(i).get()));
      }
      changed.addAll(missing);
      subscribed += missing.size();
    }
    for (int round = 0; round < ROUNDS && !changed.isEmpty(); round++) {
      List<String> due = new ArrayList<>();
      for (String hash : List.copyOf(changed)) {
        changed.remove(hash);
        if (!told.getOrDefault(hash, "").equals(loaded.getOrDefault(hash, ""))) {
          due.add(hash);
        } else {
          loaded.putIfAbsent(hash, "");
        }
      }
      read(line, due);
    }
  }

  private void read(ElectrumLine line, List<String> due) throws NodeFailure {
    List<String> before = due.stream().map(hash -> told.getOrDefault(hash, "")).toList();
    List<Told> answers = ask(line, "get_history", due);
    for (int i = 0; i < due.size(); i++) {
      String hash = due.get(i);
      if (answers.get(i).failure() != null) {
        // Too long for it, most likely: of the others it may still tell.
        refused.add(hash);
        loaded.put(hash, before.get(i));
        continue;
      }
      List<Entry> now = entries(answers.get(i).result());
      note(histories.getOrDefault(hash, List.of()), now, !loaded.containsKey(hash));
      refused.remove(hash);
      kept += now.size() - histories.getOrDefault(hash, List.of()).size();
      if (kept > MOST_ENTRIES) {
        kept = 0;
        histories.clear();
        loaded.clear();
        throw new NodeFailure(Kind.MALFORMED, "tells more of our addresses than can be true");
      }
      histories.put(hash, now);
      loaded.put(hash, before.get(i));
      byHeight = null;
      if (!digest(now).equals(before.get(i))) {
        changed.add(hash);
        loaded.put(hash, digest(now));
      }
    }
  }

  private void note(List<Entry> before, List<Entry> now, boolean isFirst) {
    Set<Entry> old = Set.copyOf(before);
    for (Entry entry : now) {
      if (entry.height() > 0 && !old.contains(entry)) {
        fresh.add(new Fresh(entry, isFirst));
      }
    }
  }

  private static List<Told> ask(ElectrumLine line, String what, List<String> hashes)
      throws NodeFailure {
    return line.all(METHOD + what, hashes.stream().map(List::<Object>of).toList());
  }

  /** The history of any script, subscribed to or not. */
  List<Entry> of(ElectrumLine line, String hash) throws NodeFailure {
    List<Entry> known = histories.get(hash);
    return known == null || refused.contains(hash) ? now(line, hash) : known;
  }

  /** Those of these scripts that are in any transaction. */
  Set<String> used(ElectrumLine line, Collection<String> hashes) throws NodeFailure {
    Set<String> used = new LinkedHashSet<>();
    for (String hash : hashes) {
      if (!of(line, hash).isEmpty()) {
        used.add(hash);
      }
    }
    return used;
  }

  /**
   * Histories as the server has them at this moment. Their statuses are asked anew, whatever it
   * told by itself, and only what differs from what was read last is read again.
   */
  Map<String, List<Entry>> now(ElectrumLine line, Collection<String> hashes) throws NodeFailure {
    List<String> all = List.copyOf(hashes);
    List<Told> statuses = ask(line, "subscribe", all);
    Map<String, List<Entry>> now = new HashMap<>();
    List<String> due = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String hash = all.get(i);
      List<Entry> known = histories.get(hash);
      if (known != null && digest(known).equals(status(statuses.get(i).get()))) {
        now.put(hash, known);
      } else {
        due.add(hash);
      }
    }
    List<Told> answers = ask(line, "get_history", due);
    for (int i = 0; i < due.size(); i++) {
      now.put(due.get(i), entries(answers.get(i).get()));
    }
    return now;
  }

  /** The history as the server has it at this moment. */
  static List<Entry> now(ElectrumLine line, String hash) throws NodeFailure {
    return entries(line.call(METHOD + "get_history", hash));
  }

  /** The transactions of the mempool that a script is in. */
  static List<Entry> waiting(ElectrumLine line, String hash) throws NodeFailure {
    return entries(line.call(METHOD + "get_mempool", hash));
  }

  /** The ids of what is said to be in this block. */
  Set<String> at(long height) {
    return byHeight().getOrDefault(height, Set.of());
  }

  /** The ids of what is said to wait. */
  Set<String> waiting() {
    return at(0);
  }

  private Map<Long, Set<String>> byHeight() {
    Map<Long, Set<String>> map = byHeight;
    if (map == null) {
      map = new HashMap<>();
      for (List<Entry> history : histories.values()) {
        for (Entry entry : history) {
          map.computeIfAbsent(Math.max(0, entry.height()), any -> new LinkedHashSet<>())
              .add(entry.txid());
        }
      }
      byHeight = map;
    }
    return map;
  }

  /** Entries that came up in blocks, until they are {@link #seen}. */
  List<Fresh> fresh() {
    return List.copyOf(fresh);
  }

  void seen(Fresh one) {
    fresh.remove(one);
  }

  /** How many histories the server does not give. */
  int refused() {
    return refused.size();
  }

  /** 64 hex digits; empty for a script that is in no transaction. */
  private static String status(JsonNode answer) {
    if (answer.isNull()) {
      return "";
    }
    String status = answer.asString("");
    if (!HASH.matcher(status).matches()) {
      throw new MalformedData("a status that is none");
    }
    return status;
  }

  private static List<Entry> entries(JsonNode answer) throws NodeFailure {
    if (!answer.isArray()) {
      throw new NodeFailure(Kind.MALFORMED, "answered a history that is none");
    }
    List<Entry> entries = new ArrayList<>(answer.size());
    for (JsonNode each : answer) {
      String txid = each.path("tx_hash").asString("");
      JsonNode height = each.path("height");
      boolean isNumber = height.isIntegralNumber() && height.canConvertToLong();
      long number = isNumber ? height.asLong() : Long.MIN_VALUE;
      if (!HASH.matcher(txid).matches() || number < -1 || number > HIGHEST) {
        throw new NodeFailure(Kind.MALFORMED, "answered a history that is none");
      }
      entries.add(new Entry(txid, number));
    }
    return List.copyOf(entries);
  }

  /** The status that a history has. */
  private static String digest(List<Entry> history) {
    if (history.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(history.size() * 72);
    history.forEach(one -> text.append(one.txid()).append(':').append(one.height()).append(':'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    return Sha256.hex(bytes);
  }
}
