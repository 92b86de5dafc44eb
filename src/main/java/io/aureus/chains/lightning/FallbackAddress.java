package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import io.aureus.money.Bech32;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where an invoice may be paid on the chain instead.
 *
 * @param version 0 to 16 of a witness program, 17 for a key's hash, 18 for a script's hash
 * @param program in hexadecimal: 20 bytes, or 2 to 40 of a witness program
 */
public record FallbackAddress(int version, String program) {
  private static final HexFormat HEX = HexFormat.of();
  private static final int KEY_HASH = 17;
  private static final int SCRIPT_HASH = 18;

  public FallbackAddress {
    int bytes = program.length() / 2;
    boolean right =
        switch (version) {
          case 0 -> bytes == 20 || bytes == 32;
          case KEY_HASH, SCRIPT_HASH -> bytes == 20;
          default -> version > 0 && version < KEY_HASH && bytes >= 2 && bytes <= 40;
        };
    if (!right) {
      throw new LightningRefusal(
          Kind.FIELD,
          "its address on the chain is none: version %d with %d bytes".formatted(version, bytes));
    }
  }

  /** The script of an output that pays to it. */
  public byte[] script() {
    return HEX.parseHex(
        switch (version) {
          case KEY_HASH -> "76a914" + program + "88ac";
          case SCRIPT_HASH -> "a914" + program + "87";
          default ->
              HEX.toHexDigits((byte) (version == 0 ? 0 : 0x50 + version))
                  + HEX.toHexDigits((byte) (program.length() / 2))
                  + program;
        });
  }

  /** Empty where it is of a version that is not known here: such a one is passed over. */
  static Optional<FallbackAddress> read(byte[] groups) {
    if (groups.length == 0) {
      throw new LightningRefusal(Kind.FIELD, "its address on the chain is empty");
    }
    if (groups[0] > SCRIPT_HASH) {
      return Optional.empty();
    }
    byte[] program = Bech32.toBytes(Arrays.copyOfRange(groups, 1, groups.length));
    return Optional.of(new FallbackAddress(groups[0], HEX.formatHex(program)));
  }

  byte[] groups() {
    byte[] groups = Bech32.toGroups(HEX.parseHex(program));
    byte[] all = new byte[1 + groups.length];
    all[0] = (byte) version;
    System.arraycopy(groups, 0, all, 1, groups.length);
    return all;
  }
}
