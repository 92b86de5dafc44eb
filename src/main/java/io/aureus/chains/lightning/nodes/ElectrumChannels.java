package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Electrum's channels. It tells of them whole satoshi; all here is millisatoshi. */
record ElectrumChannels(List<Channel> all) {
  private static final long SATOSHI = 1_000;

  /** Nothing of it can move any more, whatever it says of what was in flight. */
  private static final String OVER = "REDEEMED";

  /**
   * @param sent of ours that is in flight
   * @param spendable above the reserve, without what is in flight
   * @param receivable the same of the other side
   */
  record Channel(String state, String peer, long sent, long spendable, long receivable) {
    private boolean isUsable() {
      return state.equals("OPEN") && peer.equals("GOOD");
    }
  }

  static ElectrumChannels read(JsonNode list) throws NodeFailure {
    List<Channel> all = new ArrayList<>();
    for (JsonNode each : ElectrumCalls.list(list, "its channels")) {
      // Of others it has but a backup, which tells no amounts.
      if (ElectrumCalls.text(each, "type").equals("CHANNEL")) {
        all.add(channel(each));
      }
    }
    return new ElectrumChannels(List.copyOf(all));
  }

  private static Channel channel(JsonNode told) throws NodeFailure {
    long local = satoshi(told, "local_balance");
    long sent = satoshi(told, "local_unsettled_sent");
    long others = satoshi(told, "remote_balance") - satoshi(told, "remote_unsettled_sent");
    return new Channel(
        ElectrumCalls.text(told, "state"),
        ElectrumCalls.text(told, "peer_state"),
        sent,
        Math.max(0, local - sent - satoshi(told, "local_reserve")),
        Math.max(0, others - satoshi(told, "remote_reserve")));
  }

  private static long satoshi(JsonNode told, String field) throws NodeFailure {
    try {
      return Math.multiplyExact(ElectrumCalls.whole(told, field), SATOSHI);
    } catch (ArithmeticException e) {
      throw ElectrumCalls.malformed(field);
    }
  }

  /** What can be sent now, before the fee of the channel's own transaction. */
  long spendable() {
    return all.stream().filter(Channel::isUsable).mapToLong(Channel::spendable).sum();
  }

  long receivable() {
    return all.stream().filter(Channel::isUsable).mapToLong(Channel::receivable).sum();
  }

  /** Whether anything that we sent may still be taken or come back. */
  boolean isAnythingOut() {
    return all.stream().anyMatch(channel -> channel.sent() > 0 && !channel.state().equals(OVER));
  }
}
