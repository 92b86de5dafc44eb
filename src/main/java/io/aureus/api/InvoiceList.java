package io.aureus.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The {@code ln_invoices} of a withdrawal: one invoice, or several with commas or spaces between
 * them, or a JSON array of them, which may itself stand in a text.
 */
final class InvoiceList {
  private InvoiceList() {}

  /**
   * @param node of the field
   * @return as they came, none of them empty
   */
  static List<String> of(JsonNode node) {
    return texts(node, true).flatMap(InvoiceList::split).toList();
  }

  private static Stream<String> texts(JsonNode node, boolean isOutermost) {
    if (node.isArray() && isOutermost) {
      return node.valueStream().flatMap(each -> texts(each, false));
    }
    if (!node.isString()) {
      throw Fields.bad(
          "ln_invoices: %s is not right; send an invoice as a text, or a list of them"
              .formatted(Shown.of(node.toString())));
    }
    String text = node.stringValue().strip();
    return isOutermost && text.startsWith("[") ? texts(array(text), true) : Stream.of(text);
  }

  private static JsonNode array(String text) {
    try {
      return ApiJson.MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw Fields.bad("ln_invoices begins like a JSON array and is none: " + Shown.of(text));
    }
  }

  private static Stream<String> split(String text) {
    return Arrays.stream(text.split("[\\s,]+", -1)).filter(each -> !each.isEmpty());
  }
}
