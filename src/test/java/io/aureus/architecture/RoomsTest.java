package io.aureus.architecture;

import io.aureus.Aureus;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class RoomsTest {
  @Test
  void everyArrowBetweenRoomsIsDeclaredInItsPackageInfo() {
    ApplicationModules.of(Aureus.class).verify();
  }
}
