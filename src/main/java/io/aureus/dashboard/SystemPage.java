package io.aureus.dashboard;

import java.util.List;

/**
 * How the machine is. Public because templates read it.
 *
 * @param words the seed's words, in the moment in which they are shown; empty otherwise
 * @param wordsWaiting whether they have never been shown, and this is the person who may see them
 * @param needsCode whether the person has an authenticator app
 */
public record SystemPage(
    Shell shell,
    List<ChainLine> chains,
    List<NodeLine> nodes,
    List<RateLine> rates,
    List<SourceLine> sources,
    List<BookLine> books,
    List<String> words,
    boolean wordsWaiting,
    boolean needsCode) {

  /**
   * @param behind blocks not read yet
   */
  public record ChainLine(
      String name, String read, String readAt, String head, String behind, boolean good) {}

  public record NodeLine(
      String chain, String endpoint, boolean healthy, String head, String words) {}

  /**
   * @param price what one coin costs; empty where there is no rate
   * @param words why there is none, or who said so
   */
  public record RateLine(String coin, String price, String at, String words) {}

  /**
   * @param difference what the chain holds more than the journal says
   * @param since when it began to differ so; empty where it does not
   */
  public record BookLine(
      String coin,
      String block,
      String at,
      String chain,
      String books,
      String difference,
      String since,
      boolean good) {}

  /**
   * @param words what is wrong; empty where nothing is
   */
  public record SourceLine(String name, boolean healthy, String at, String words) {}
}
