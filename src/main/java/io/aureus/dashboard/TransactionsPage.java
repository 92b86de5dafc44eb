package io.aureus.dashboard;

import java.util.List;

/** Money of orders as it moved on chains. Public because templates read it. */
public record TransactionsPage(
    Shell shell,
    Filter filter,
    List<Choice> kinds,
    List<String> currencies,
    List<Row> rows,
    Paging paging) {

  /** What was typed; empty for any. */
  public record Filter(String kind, String currency, String from, String to) {
    static Filter of(Asked asked) {
      return new Filter(
          asked.typed("kind"), asked.typed("currency"), asked.typed("from"), asked.typed("to"));
    }

    /** Whether it leaves anything out. */
    public boolean isNarrow() {
      return !(kind + currency + from + to).isEmpty();
    }
  }

  /** One of the kinds that may be asked for. */
  public record Choice(String code, String words) {}

  /**
   * @param amount with its sign: what goes back to a payer is below zero
   * @param look the colour of its state
   * @param hash short; empty before there is one
   * @param link to the transaction's page outside; empty for none
   * @param advice what is to be done with it; empty for nothing
   */
  public record Row(
      String at,
      String amount,
      String network,
      String type,
      boolean unknown,
      String state,
      String look,
      String order,
      String hash,
      String link,
      String advice) {}
}
