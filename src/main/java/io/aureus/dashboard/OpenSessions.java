package io.aureus.dashboard;

import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** Ends what a person has open, on every device and for every node. */
final class OpenSessions {
  private final JdbcIndexedSessionRepository rows;

  OpenSessions(JdbcIndexedSessionRepository rows) {
    this.rows = rows;
  }

  /**
   * @param email of the account, as it is signed in with
   */
  void end(String email) {
    rows.findByPrincipalName(email).keySet().forEach(rows::deleteById);
  }
}
