package io.aureus.chains.lightning;

import io.aureus.sandbox.LightningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The example invoices of BOLT11, and the key that signed them. */
final class Bolt11 {
  static final LightningKey KEY =
      new LightningKey(
          new BigInteger("e126f68f7eafcc8b74f54d269fe206be715000f94dac067d1c04a8ca3b2db734", 16));

  static final String NODE = "03e7156ae33b0a208d0744199163177e909e80176e55d97a2f221ede0f934dd9ad";
  static final String HASH = "0001020304050607080900010203040506070809000102030405060708090102";
  static final String SECRET = "11".repeat(32);

  /**
   * @param verdict {@code valid}, or the kind of its refusal
   */
  record Example(String verdict, String name, String text) {
    LightningNetwork network() {
      return text.startsWith("lntb") ? LightningNetwork.TESTNET : LightningNetwork.MAINNET;
    }

    Invoice read() {
      return Invoice.read(network(), text);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Example> ALL = lines("bolt11.txt");

  private Bolt11() {}

  static List<Example> valid() {
    return ALL.stream().filter(one -> one.verdict.equals("valid")).toList();
  }

  static List<Example> invalid() {
    return ALL.stream().filter(one -> !one.verdict.equals("valid")).toList();
  }

  static Example example(String name) {
    return ALL.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  static List<Example> lines(String file) {
    try {
      URL found = Bolt11.class.getResource("/chains/lightning/" + file);
      return Files.readAllLines(Path.of(Objects.requireNonNull(found).toURI())).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 3))
          .map(words -> new Example(words[0], words[1], words[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
