package io.aureus.sandbox;

import io.aureus.money.Bech32;
import io.aureus.money.Sha256;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An offer (BOLT12) of a simulated Core Lightning.
 *
 * @param id a hash of what stands in it
 * @param text as a payer's wallet reads it
 */
public record ClnOffer(String id, String text) {
  private static final int CHAINS = 2;
  private static final int AMOUNT = 8;
  private static final int DESCRIPTION = 10;
  private static final int EXPIRY = 14;
  private static final int ISSUER_ID = 22;

  /** Of the private test network, as its nodes write it on the wire. */
  private static final String CHAIN =
      "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f";

  public static ClnOffer of(String node, long millisatoshi, String description, long expiry) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    put(stream, CHAINS, HexFormat.of().parseHex(CHAIN));
    put(stream, AMOUNT, number(millisatoshi));
    put(stream, DESCRIPTION, description.getBytes(StandardCharsets.UTF_8));
    put(stream, EXPIRY, number(expiry));
    put(stream, ISSUER_ID, HexFormat.of().parseHex(node));
    byte[] bytes = stream.toByteArray();
    StringBuilder text = new StringBuilder("lno1");
    for (byte group : Bech32.toGroups(bytes)) {
      text.append(Bech32.letter(group));
    }
    return new ClnOffer(Sha256.hex(bytes), text.toString());
  }

  private static void put(ByteArrayOutputStream stream, int type, byte[] value) {
    stream.write(type);
    if (value.length >= 0xfd) {
      stream.write(0xfd);
      stream.write(value.length >> 8);
    }
    stream.write(value.length & 0xff);
    stream.writeBytes(value);
  }

  private static byte[] number(long number) {
    byte[] bytes = BigInteger.valueOf(number).toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }
}
