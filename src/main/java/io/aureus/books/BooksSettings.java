package io.aureus.books;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the journal is held against the chains.
 *
 * @param pass how many addresses without any known movement are asked for at each block, beside
 *     those that moved, 0 to 10,000
 */
@ConfigurationProperties("aureus.books")
record BooksSettings(@DefaultValue("20") int pass) {
  BooksSettings {
    if (pass < 0 || pass > 10_000) {
      throw new IllegalArgumentException("aureus.books.pass must be 0 to 10000, not " + pass);
    }
  }
}
