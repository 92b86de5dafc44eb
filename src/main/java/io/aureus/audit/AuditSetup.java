package io.aureus.audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of this room. */
@Configuration(proxyBeanMethods = false)
class AuditSetup {
  @Bean
  AuditRows auditLog(JdbcClient jdbc) {
    return new AuditRows(jdbc);
  }

  @Bean
  ActorOfTransactions actorOfTransactions(
      ObjectProvider<JdbcClient> jdbc, ObjectProvider<ActorSource> sources) {
    return new ActorOfTransactions(jdbc, sources);
  }

  @Bean
  AuditCheck auditCheck(AuditRows rows) {
    return new AuditCheck(rows);
  }
}
