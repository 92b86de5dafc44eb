package io.aureus.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's own node of Lightning: how it stands, and bringing one. Public because templates
 * read it.
 *
 * @param node in use; null where orders use the gateway's
 * @param earlier those that are still read for late payments, in words
 * @param typed what the form holds
 * @param takesCoin whether the merchant takes Lightning's coin
 * @param needsCode whether the person has an authenticator app
 * @param mayChange whether the person is the owner
 */
public record OwnNodePage(
    Shell shell,
    @Nullable Node node,
    List<String> earlier,
    Typed typed,
    List<Program> programs,
    boolean takesCoin,
    boolean needsCode,
    boolean mayChange) {

  /**
   * @param told what wants to be looked at, the worst first
   * @param asOf when it said what follows; empty where it never did
   */
  public record Node(
      String name,
      LightningPage.State state,
      List<LightningPage.Told> told,
      String asOf,
      List<OrderPage.Fact> facts) {}

  /** The secret is never among it. */
  public record Typed(String program, String url, String pin) {}

  /** What a node may run. */
  public record Program(String code, String name) {}
}
