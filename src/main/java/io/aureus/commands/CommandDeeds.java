package io.aureus.commands;

import io.aureus.audit.AuditLog;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What commands leave in the audit log where no table shows their deed. */
final class CommandDeeds {
  private CommandDeeds() {}

  /** Whoever may run commands beside the data is the operator. */
  static void write(DataSource database, String deed, String subject, String details) {
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(
            status ->
                AuditLog.on(JdbcClient.create(database))
                    .append("operator", deed, subject, details));
  }
}
