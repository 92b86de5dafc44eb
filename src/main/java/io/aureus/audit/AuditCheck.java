package io.aureus.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Goes along the chain and works out each hash anew. */
public final class AuditCheck {
  private static final byte[] BEGINNING = "aureus audit log".getBytes(StandardCharsets.UTF_8);

  private final AuditRows rows;

  AuditCheck(AuditRows rows) {
    this.rows = rows;
  }

  /** On any database of ours, for a command that starts no application. */
  public static AuditCheck of(JdbcClient jdbc) {
    return new AuditCheck(new AuditRows(jdbc));
  }

  /** An entry that was written down elsewhere, to find out whether the chain still has it. */
  public record Anchor(long id, String hash) {
    /**
     * @param text {@code id:hash}
     * @throws IllegalArgumentException where it is not
     */
    public static Anchor of(String text) {
      if (!text.matches("[0-9]{1,18}:[0-9a-fA-F]{64}")) {
        throw new IllegalArgumentException("an anchor is the number of an entry, : and its hash");
      }
      String[] parts = text.split(":", 2);
      return new Anchor(Long.parseLong(parts[0]), parts[1].toLowerCase(Locale.ROOT));
    }
  }

  /**
   * @param entries how many are whole, from the first on
   * @param head the hash of the last of those, in hex
   * @param fault what is wrong with the next one; empty where nothing is
   * @param isGuarded whether the database refuses to change or remove entries
   * @param silent tables whose deeds are not written down, since a trigger is missing or off
   */
  public record Report(
      long entries, String head, String fault, boolean isGuarded, List<String> silent) {
    public boolean isSound() {
      return fault.isEmpty() && isGuarded && silent.isEmpty();
    }
  }

  /**
   * @param anchor null for none
   */
  public Report run(@Nullable Anchor anchor) {
    Walk walk = new Walk(anchor);
    rows.each(walk::next);
    walk.end();
    return new Report(
        walk.entries,
        HexFormat.of().formatHex(walk.prev),
        walk.fault,
        rows.isGuarded(),
        rows.silent());
  }

  private static final class Walk {
    private final @Nullable Anchor anchor;
    private long entries;
    private byte[] prev = sha256().digest(BEGINNING);
    private String fault = "";

    Walk(@Nullable Anchor anchor) {
      this.anchor = anchor;
    }

    void next(AuditRows.Stored entry) {
      if (!fault.isEmpty()) {
        return;
      }
      if (entry.id() != entries + 1) {
        fault = "entry %d is missing: entry %d follows".formatted(entries + 1, entry.id());
      } else if (!Arrays.equals(entry.prev(), prev)) {
        fault = "entry %d does not follow the one before it".formatted(entry.id());
      } else if (!Arrays.equals(entry.hash(), hash(entry))) {
        fault = "entry %d was altered: its hash is another one".formatted(entry.id());
      } else {
        entries++;
        prev = entry.hash();
        check(entry);
      }
    }

    private void check(AuditRows.Stored entry) {
      boolean other =
          anchor != null
              && anchor.id() == entry.id()
              && !anchor.hash().equals(HexFormat.of().formatHex(entry.hash()));
      if (other) {
        fault =
            "entry %d is not the one of the anchor: the log was rewritten".formatted(entry.id());
      }
    }

    void end() {
      if (fault.isEmpty() && anchor != null && anchor.id() > entries) {
        fault =
            "the log ends at entry %d, before the anchor %d: its end was removed"
                .formatted(entries, anchor.id());
      }
    }
  }

  private static byte[] hash(AuditRows.Stored entry) {
    MessageDigest digest = sha256();
    digest.update(entry.prev());
    field(digest, Long.toString(entry.id()));
    field(digest, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at())));
    field(digest, entry.actor());
    field(digest, entry.deed());
    field(digest, entry.subject());
    field(digest, entry.details());
    return digest.digest();
  }

  /** With its length before it, so that no two entries are written the same. */
  private static void field(MessageDigest digest, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
