package io.aureus.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a back-up says of itself: a head before the rows, and a tail that proves them. */
final class Manifest {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private Manifest() {}

  /**
   * @param id of this back-up
   * @param mode of the data folder: live, demo or signer
   * @param schema the migrations that made the tables: version, space, checksum
   * @param tables in an order in which they can be filled
   * @param settings that matter for a restore and hold no secret
   * @param masterKey 32 bytes in Base64
   * @param plainKey whether a file held the key in clear
   */
  record Head(
      String id,
      Instant madeAt,
      String mode,
      List<String> schema,
      List<Table> tables,
      Map<String, String> settings,
      String masterKey,
      boolean plainKey) {
    /** The newest migration's version. */
    String version() {
      return schema.isEmpty() ? "" : schema.getLast().split(" ", 2)[0];
    }

    @Override
    public String toString() {
      return "Head[" + id + "]";
    }
  }

  /** A table and those of its columns that hold what cannot be worked out. */
  record Table(String name, List<String> columns) {
    String list() {
      return "(" + String.join(", ", columns) + ")";
    }
  }

  /**
   * @param counts of the tables, in the head's order
   * @param sequences the last number that each gave
   * @param newest the newest order and payout, in words, by what they are
   */
  record Tail(List<Count> counts, Map<String, Long> sequences, Map<String, String> newest) {}

  /**
   * @param name of a table, or of a file
   * @param sha256 of its rows as they were copied, in hex
   */
  record Count(String name, long rows, long bytes, String sha256) {}

  static <T> T read(byte[] json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JacksonException e) {
      throw new io.aureus.database.StartRefused(
          "the back-up was written by another version of Aureus, which this one cannot read");
    }
  }
}
