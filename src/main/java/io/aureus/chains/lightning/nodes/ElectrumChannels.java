package io.aureus.chains.lightning.nodes;

import io.aureus.chains.nodes.NodeFailure;
import java.util.ArrayList;
import java.util.List;

/** Electrum's channels. It tells of them whole satoshi; all here is millisatoshi. */
record ElectrumChannels(List<Channel> all) {
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

  static ElectrumChannels read(ElectrumCalls calls) throws NodeFailure {
    List<Channel> all = new ArrayList<>();
    for (Told each : calls.list("list_channels")) {
      // Of others it has but a backup, which tells no amounts.
      if (each.text("type").equals("CHANNEL")) {
        all.add(channel(each));
      }
    }
    return new ElectrumChannels(List.copyOf(all));
  }

  private static Channel channel(Told told) throws NodeFailure {
    long sent = satoshi(told, "local_unsettled_sent");
    long local = satoshi(told, "local_balance") - sent;
    long others = satoshi(told, "remote_balance") - satoshi(told, "remote_unsettled_sent");
    return new Channel(
        told.text("state"),
        told.text("peer_state"),
        sent,
        Math.max(0, local - satoshi(told, "local_reserve")),
        Math.max(0, others - satoshi(told, "remote_reserve")));
  }

  private static long satoshi(Told told, String field) throws NodeFailure {
    return Told.millisatoshi(told.count(field));
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
