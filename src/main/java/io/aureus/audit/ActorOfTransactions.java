package io.aureus.audit;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Tells the database who is at work, so that the entries which it writes can say so. */
final class ActorOfTransactions implements TransactionExecutionListener {
  private final ObjectProvider<JdbcClient> jdbc;
  private final ObjectProvider<ActorSource> sources;

  /**
   * @param jdbc looked up late: it needs the very transactions that this listens to
   */
  ActorOfTransactions(ObjectProvider<JdbcClient> jdbc, ObjectProvider<ActorSource> sources) {
    this.jdbc = jdbc;
    this.sources = sources;
  }

  @Override
  public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
    if (failure != null || transaction.isReadOnly()) {
      return;
    }
    Stream<ActorSource> doors = sources.orderedStream();
    doors.map(ActorSource::current).flatMap(Optional::stream).findFirst().ifPresent(this::tell);
  }

  private void tell(String actor) {
    jdbc.getObject()
        .sql("select set_config('aureus.actor', ?, true)")
        .param(actor)
        .query(String.class)
        .single();
  }
}
