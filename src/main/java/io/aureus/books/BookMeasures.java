package io.aureus.books;

import io.aureus.web.Measures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The difference of each asset as figures for a monitoring system. */
final class BookMeasures implements Measures {
  private final Books books;

  BookMeasures(Books books) {
    this.books = books;
  }

  @Override
  public List<Measure> now() {
    List<Measure> all = new ArrayList<>();
    for (Books.Compared one : books.compared()) {
      Map<String, String> labels =
          Map.of("asset", one.asset().code(), "chain", one.asset().chain().code());
      all.add(
          new Measure(
              "aureus_books_difference",
              "What the chain holds more than the journal says, in whole coins; 0 in good books.",
              labels,
              one.difference().decimal()));
      all.add(
          new Measure(
              "aureus_books_block",
              "The block at which the journal was held against the chain last.",
              labels,
              BigDecimal.valueOf(one.block())));
    }
    return List.copyOf(all);
  }
}
