package io.aureus.merchants;

import java.util.List;

/**
 * Somebody who may sign in.
 *
 * @param memberships the merchants that they act for, the oldest first
 */
public record Person(long id, String email, List<Membership> memberships) {
  /** What they may do for one merchant. */
  public record Membership(MerchantId merchant, Role role) {}
}
