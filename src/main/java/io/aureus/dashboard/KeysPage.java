package io.aureus.dashboard;

import java.util.List;

/**
 * API keys and API tokens. Public because templates read it.
 *
 * @param fresh what was just made, shown this once; empty otherwise
 * @param platform the platform that a new key is for, filled in beforehand
 * @param asked whether somebody came here to make a key
 */
public record KeysPage(
    Shell shell,
    List<Fresh> fresh,
    List<KeyLine> keys,
    List<KeyLine> tokens,
    List<String> platforms,
    List<ScopeChoice> scopes,
    String platform,
    boolean asked,
    String userId) {

  /** A value that is shown once. */
  public record Fresh(String id, String name, String value) {
    @Override
    public String toString() {
      return "Fresh[" + name + "]";
    }
  }

  /**
   * @param hint its last characters
   * @param ended when it stopped or stops to be good; empty where it is good
   */
  public record KeyLine(
      String id,
      String hint,
      String platform,
      String scopes,
      String made,
      String used,
      String ended) {}

  public record ScopeChoice(String name, String words, boolean chosen) {}
}
