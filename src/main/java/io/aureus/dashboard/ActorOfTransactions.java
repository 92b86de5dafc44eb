package io.aureus.dashboard;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Tells the database who is at work, so that its audit log can say so. */
final class ActorOfTransactions implements TransactionExecutionListener {
  private final ObjectProvider<JdbcClient> jdbc;

  /**
   * @param jdbc looked up late: it needs the very transactions that this listens to
   */
  ActorOfTransactions(ObjectProvider<JdbcClient> jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    boolean written = failure == null && !transaction.isReadOnly();
    if (written && who != null && who.getPrincipal() instanceof SignedIn me) {
      jdbc.getObject()
          .sql("select set_config('aureus.actor', ?, true)")
          .param(me.actor())
          .query(String.class)
          .single();
    }
  }
}
