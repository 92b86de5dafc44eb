package io.aureus.dashboard;

import java.util.List;

/**
 * Outputs that no block spends, of the gateway or of a merchant's own wallet. Public because
 * templates read it.
 *
 * @param path of this list, e.g. {@code /dashboard/unspent/own}
 * @param filter what is asked for, as it was typed
 * @param choices what the filters offer
 * @param asked the filter, as the end of an address
 * @param newest path of the first page; empty on it
 * @param older path of the page after; empty on the last
 */
public record UnspentPage(
    Shell shell,
    String path,
    boolean isGateway,
    boolean isOperator,
    boolean mayChange,
    Filter filter,
    Choices choices,
    String asked,
    List<Sum> sums,
    List<Coin> coins,
    String newest,
    String older) {

  /** As typed: empty for any. */
  public record Filter(String asset, String standing, String text, String before) {
    /** Whether it leaves anything out. */
    public boolean isNarrow() {
      return !asset.isEmpty() || !standing.isEmpty() || !text.isEmpty();
    }
  }

  public record Choices(List<String> assets, List<Choice> standings) {}

  /**
   * @param code as forms send it
   */
  public record Choice(String code, String words) {}

  /** Of one asset; amounts without its code. */
  public record Sum(
      String asset,
      String coins,
      String total,
      String free,
      String waiting,
      String locked,
      String frozen) {}

  /**
   * @param link to read more; empty for none
   * @param outside whether it leads out of the dashboard
   */
  public record Word(String text, String link, boolean outside) {}

  /**
   * @param no in this page, from 1
   * @param point {@code txid:number}
   * @param look the colour of its standing
   * @param depth in words
   * @param origin what is known of it without anybody's typing
   */
  public record Coin(
      int no,
      String point,
      String amount,
      String standing,
      String look,
      String depth,
      String since,
      Address address,
      Word transaction,
      List<Word> origin,
      String label,
      boolean frozen) {}

  /**
   * @param brief its beginning and its end
   * @param path of its key, in words; empty where it is not known
   */
  public record Address(String whole, String brief, String path, String label) {}
}
