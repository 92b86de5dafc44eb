package io.aureus.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Drops the databases of each test class after it, whichever class it is (JUnit finds this by its
 * service file): all of them together filled the disk of a machine that ran the whole suite.
 */
public final class DroppedDatabases implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getRequiredTestClass().getEnclosingClass() == null) {
      TestDatabase.dropUnused();
    }
  }
}
