package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A channel of a private route to whoever is paid.
 *
 * @param node at whose end of the channel the payment enters it, in 66 hexadecimal digits
 * @param channel its short id
 * @param baseFee in millisatoshi, of each payment
 * @param partsFee in millionths of what passes
 * @param delta blocks between the lock times before and after it
 */
public record RouteHop(String node, long channel, long baseFee, long partsFee, int delta) {
  static final int LENGTH = 51;

  /** Its short id as people write it, e.g. {@code 589390x3312x1}. */
  public String channelText() {
    return "%dx%dx%d".formatted(channel >>> 40, channel >>> 16 & 0xffffff, channel & 0xffff);
  }

  static List<RouteHop> read(byte[] bytes) {
    if (bytes.length == 0 || bytes.length % LENGTH != 0) {
      throw new LightningRefusal(Kind.FIELD, "its private route is no whole number of channels");
    }
    List<RouteHop> hops = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      byte[] node = new byte[NodeKey.LENGTH];
      rest.get(node);
      if (!NodeKey.isPoint(node)) {
        throw new LightningRefusal(Kind.FIELD, "its private route leads over what is no node");
      }
      hops.add(
          new RouteHop(
              HexFormat.of().formatHex(node),
              rest.getLong(),
              Integer.toUnsignedLong(rest.getInt()),
              Integer.toUnsignedLong(rest.getInt()),
              Short.toUnsignedInt(rest.getShort())));
    }
    return List.copyOf(hops);
  }

  static byte[] bytes(List<RouteHop> hops) {
    ByteBuffer bytes = ByteBuffer.allocate(hops.size() * LENGTH);
    for (RouteHop hop : hops) {
      bytes
          .put(HexFormat.of().parseHex(hop.node))
          .putLong(hop.channel)
          .putInt((int) hop.baseFee)
          .putInt((int) hop.partsFee)
          .putShort((short) hop.delta);
    }
    return bytes.array();
  }
}
