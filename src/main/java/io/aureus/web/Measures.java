package io.aureus.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Figures of a room for a monitoring system; every bean of this type is asked. */
public interface Measures {
  /**
   * @param name e.g. {@code aureus_books_difference}: small letters, digits and underscores
   * @param words what it says, in one line
   * @param labels by name
   */
  record Measure(String name, String words, Map<String, String> labels, BigDecimal value) {}

  List<Measure> now();
}
