package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.payouts.CoinNoteRows.Kind;
import io.aureus.payouts.CoinNoteRows.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Labels as wallets exchange them: one JSON object a line (BIP329). */
final class LabelLines {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> TYPES =
      Set.of("tx", "addr", "pubkey", "input", "output", "xpub");
  private static final String POINT = "[0-9a-fA-F]{64}:[0-9]{1,10}";
  private static final int LONGEST_ADDRESS = 100;

  private LabelLines() {}

  /**
   * One line.
   *
   * @param kind null for what has no label here: transactions, inputs and keys
   * @param label null where it says nothing of it
   * @param spendable null where it says nothing of it
   */
  record Line(
      @Nullable Kind kind, String ref, @Nullable String label, @Nullable Boolean spendable) {}

  static String write(List<Note> notes) {
    StringBuilder text = new StringBuilder();
    for (Note note : notes) {
      ObjectNode line = JSON.createObjectNode();
      line.put("type", note.kind() == Kind.OUTPUT ? "output" : "addr");
      line.put("ref", note.ref());
      if (!note.label().isEmpty()) {
        line.put("label", note.label());
      }
      if (note.kind() == Kind.OUTPUT) {
        line.put("spendable", !note.frozen());
      }
      text.append(JSON.writeValueAsString(line)).append('\n');
    }
    return text.toString();
  }

  /**
   * @throws Refusal {@code BAD_REQUEST} with the number of the first line that is none
   */
  static List<Line> read(String text) {
    List<Line> lines = new ArrayList<>();
    int no = 0;
    for (String line : text.split("\\R", -1)) {
      no++;
      if (!line.isBlank()) {
        lines.add(line(no, line));
      }
    }
    return lines;
  }

  private static JsonNode object(int no, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      // Said below.
    }
    throw bad(no, "is no JSON object");
  }

  private static Line line(int no, String text) {
    JsonNode json = object(no, text);
    String type = text(no, json, "type");
    String ref = text(no, json, "ref");
    if (type == null || !TYPES.contains(type)) {
      throw bad(no, "has no type that BIP329 knows");
    }
    if (ref == null || ref.isBlank()) {
      throw bad(no, "has no ref");
    }
    JsonNode spendable = json.path("spendable");
    if (!spendable.isMissingNode() && !spendable.isNull() && !spendable.isBoolean()) {
      throw bad(no, "says neither true nor false of spendable");
    }
    String label = text(no, json, "label");
    if (label != null) {
      label = label(label, "line " + no + ": the label");
    }
    return switch (type) {
      case "output" -> {
        if (!ref.matches(POINT)) {
          throw bad(no, "has a ref that names no output: it must be like txid:0");
        }
        Boolean may = spendable.isBoolean() ? Boolean.valueOf(spendable.booleanValue()) : null;
        yield new Line(Kind.OUTPUT, ref.toLowerCase(Locale.ROOT), label, may);
      }
      case "addr" -> {
        if (ref.length() > LONGEST_ADDRESS || ref.indexOf('\0') >= 0) {
          throw bad(no, "has a ref that is no address");
        }
        yield new Line(Kind.ADDRESS, ref, label, null);
      }
      default -> new Line(null, ref, label, null);
    };
  }

  /**
   * A label as it is kept: on one line, without control characters.
   *
   * @throws Refusal {@code BAD_REQUEST} where it is too long
   */
  static String label(String typed, String what) {
    String label = typed.replaceAll("\\p{Cntrl}+", " ").strip();
    if (label.codePointCount(0, label.length()) > CoinNotes.LONGEST) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          what + " is too long: " + CoinNotes.LONGEST + " letters are the most");
    }
    return label;
  }

  private static @Nullable String text(int no, JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw bad(no, "has a " + field + " that is no text");
    }
    return value.stringValue();
  }

  private static Refusal bad(int no, String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, "line " + no + " " + words + "; nothing was taken");
  }
}
