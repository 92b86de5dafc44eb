package io.aureus.chains;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is said of a node of Lightning beside its URL, {@code aureus.chains.bln.lightning.*}.
 *
 * @param program one of {@link #PROGRAMS}; empty where the chain is another
 * @param pin the SHA-256 of its certificate in 64 hexadecimal digits; empty where authorities vouch
 *     for it
 * @param receivingSecret with which invoices are made and settlements read; {@code file:/path}
 *     names a file that holds it. A file of bytes, as LND's macaroons are, is taken as hexadecimal
 * @param payingSecret with which it may pay; empty where nothing is paid out. Both files have to be
 *     there when the program starts
 * @param offers whether orders get an offer (BOLT12) beside their invoice, where the program can
 */
public record LightningSettings(
    @DefaultValue("") String program,
    @DefaultValue("") String pin,
    @DefaultValue("") String receivingSecret,
    @DefaultValue("") String payingSecret,
    @DefaultValue("true") boolean offers) {

  static final List<String> PROGRAMS = List.of("lnd", "core-lightning", "phoenixd", "electrum");

  /** Of every chain that is not Lightning's. */
  public static final LightningSettings NONE = new LightningSettings("", "", "", "", false);

  private static final String RECEIVING = "receiving-secret";
  private static final String PAYING = "paying-secret";
  private static final String FILE = "file:";
  private static final int MOST = 1 << 16;

  public LightningSettings {
    require(
        program.isEmpty() || PROGRAMS.contains(program),
        "program",
        "must be one of " + String.join(", ", PROGRAMS));
    require(
        pin.matches("([0-9a-f]{64})?"), "pin", "must be 64 hexadecimal digits in small letters");
    require(
        program.isEmpty() || !receivingSecret.isBlank(),
        RECEIVING,
        "is missing: the macaroon, rune, password or user:password that makes invoices");
    if (!program.isEmpty()) {
      // A start is refused, and not every payment afterwards.
      read(receivingSecret, RECEIVING);
      read(payingSecret, PAYING);
    }
  }

  /** Whether the chain is Lightning's. */
  public boolean isThere() {
    return !program.isEmpty();
  }

  /**
   * @throws IllegalArgumentException where the file cannot be read; in words without the secret
   */
  public String receiving() {
    return read(receivingSecret, RECEIVING);
  }

  /** Likewise; empty where there is none. */
  public String paying() {
    return read(payingSecret, PAYING);
  }

  private static String read(String value, String key) {
    if (!value.startsWith(FILE)) {
      return value.strip();
    }
    Path path = Path.of(value.substring(FILE.length()));
    try {
      require(Files.size(path) <= MOST, key, "names a file that is too long: " + path);
      byte[] bytes = Files.readAllBytes(path);
      String text = new String(bytes, StandardCharsets.US_ASCII).strip();
      return text.matches("[\\x21-\\x7e]+") ? text : HexFormat.of().formatHex(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "aureus.chains.<code>.lightning.%s: %s cannot be read".formatted(key, path), e);
    }
  }

  private static void require(boolean right, String key, String words) {
    if (!right) {
      throw new IllegalArgumentException("aureus.chains.<code>.lightning." + key + " " + words);
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "LightningSettings[" + program + "]";
  }
}
