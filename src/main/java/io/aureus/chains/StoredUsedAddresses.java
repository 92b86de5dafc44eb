package io.aureus.chains;

import io.aureus.money.Catalogue;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the table {@code transfer}, and asks the sources of the chains that are read. */
final class StoredUsedAddresses implements UsedAddresses {
  private final JdbcClient jdbc;
  private final Adapters adapters;
  private final Catalogue catalogue;

  StoredUsedAddresses(JdbcClient jdbc, Adapters adapters, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.adapters = adapters;
    this.catalogue = catalogue;
  }

  @Override
  public Set<String> among(String family, Collection<String> addresses) {
    Set<String> used =
        new HashSet<>(
            jdbc.sql(
                    """
                    select distinct to_address from transfer
                    where to_address = any (?::text[]) and state <> 'gone'
                    """)
                .param(addresses.toArray(String[]::new))
                .query(String.class)
                .list());
    catalogue.chains().stream()
        .filter(chain -> chain.family().equals(family) && adapters.reads(chain))
        .forEach(chain -> used.addAll(adapters.used(chain, addresses)));
    return used;
  }
}
