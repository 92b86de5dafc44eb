package io.aureus.dashboard;

import java.util.List;

/**
 * API keys and API tokens. Public because templates read it.
 *
 * @param fresh what was just made, shown this once; empty otherwise
 * @param scopes what a key may be given
 * @param tokenScopes what a token may be given
 * @param needsCode whether the person has an authenticator app
 * @param platform the platform that a new key is for, filled in beforehand
 * @param asked whether somebody came here to make a key
 * @param firstOrder where orders are made
 */
public record KeysPage(
    Shell shell,
    List<Fresh> fresh,
    List<KeyLine> keys,
    List<KeyLine> tokens,
    List<String> platforms,
    List<ScopeChoice> scopes,
    List<ScopeChoice> tokenScopes,
    boolean needsCode,
    String platform,
    boolean asked,
    String userId,
    String firstOrder) {

  /** A value that is shown once. */
  public record Fresh(String id, String name, String value) {
    @Override
    public String toString() {
      return "Fresh[" + name + "]";
    }
  }

  /**
   * @param hint its last characters
   * @param movesMoney whether rotating it takes the password
   * @param ended when it stopped or stops to be good; empty where it is good
   */
  public record KeyLine(
      String id,
      String hint,
      String platform,
      String scopes,
      boolean movesMoney,
      String made,
      String used,
      String ended) {}

  /** Whether a key may be given what takes the password. */
  public boolean offersMoney() {
    return scopes.size() == tokenScopes.size();
  }

  public record ScopeChoice(String name, String words, boolean chosen) {}
}
