package io.aureus.dashboard;

import java.util.List;

/**
 * Who acts for a merchant. Public because templates read it.
 *
 * @param fresh the link of an invitation that was just made, shown this once; empty otherwise
 * @param needsCode whether the person who looks has an authenticator app
 */
public record PeoplePage(
    Shell shell,
    List<KeysPage.Fresh> fresh,
    List<Member> members,
    List<Asked> asked,
    List<Choice> roles,
    boolean needsCode) {

  /**
   * @param self whether it is the person who looks
   * @param app whether the person has an authenticator app
   * @param signedIn the last time
   */
  public record Member(
      String id, String email, String role, boolean self, boolean app, String signedIn) {}

  /** Who was invited and has not come yet. */
  public record Asked(String id, String email, String role, String until) {}

  /**
   * @param name as a form sends it
   */
  public record Choice(String name, String words) {}
}
