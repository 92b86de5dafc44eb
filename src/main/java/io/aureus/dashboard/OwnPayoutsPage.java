package io.aureus.dashboard;

import java.util.List;

/**
 * What the installation sends for itself. Public because templates read it.
 *
 * @param costs what the networks took in all, one for each coin; empty for nothing
 * @param stocks what free coins there are, a sentence for each of Bitcoin and Litecoin
 * @param newer path of the page before; empty on the first
 * @param older path of the page after; empty on the last
 */
public record OwnPayoutsPage(
    Shell shell,
    Choice status,
    Choice kind,
    List<Row> rows,
    List<String> costs,
    List<String> stocks,
    long total,
    int page,
    int pages,
    String newer,
    String older) {

  /**
   * @param chosen empty for any
   */
  public record Choice(String chosen, List<String> all) {}

  /**
   * @param look the colour of its status
   * @param cost what the network took; empty before it is in a block
   * @param transaction the hash; empty before it is signed
   * @param reason why it waits; empty where it does not
   */
  public record Row(
      String id,
      String made,
      String kind,
      String status,
      String look,
      String amount,
      String cost,
      String transaction,
      String reason) {}
}
