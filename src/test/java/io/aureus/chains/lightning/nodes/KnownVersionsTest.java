package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.VersionFlag;
import io.aureus.chains.lightning.VersionFlag.Grade;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known against versions, by the texts that nodes tell. */
class KnownVersionsTest {
  @ParameterizedTest
  @CsvSource({
    "LND 0.18.5-beta commit=v0.18.5-beta,DANGER",
    "LND 0.16.4-beta commit=v0.16.4-beta,DANGER WARNING",
    "Core Lightning v24.11.1,WARNING WARNING WARNING",
    "Core Lightning v25.09.1,WARNING WARNING",
    "Core Lightning v25.09.2,WARNING",
    "Core Lightning v25.12,WARNING",
    "'Core Lightning v26.06.7, with experimental-dual-fund',DANGER",
    "'Core Lightning v25.09, with experimental-dual-fund',DANGER WARNING WARNING",
    "phoenixd 0.4.2-a65cba7,WARNING",
    "Electrum 4.3.4,NOTE"
  })
  void oneThatSomethingIsKnownAgainst(String program, String grades) {
    assertThat(KnownVersions.of(program))
        .extracting(VersionFlag::grade)
        .containsExactlyElementsOf(Arrays.stream(grades.split(" ")).map(Grade::valueOf).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LND 0.19.0-beta commit=v0.19.0-beta",
        "LND 0.20.1-beta",
        "Core Lightning v26.04",
        "Core Lightning v26.06.7-modded",
        "phoenixd 0.6.0",
        "phoenixd 1.0",
        "Electrum 4.8.2",
        "LND master",
        "another program 0.1.0"
      })
  void oneThatNothingIsKnownAgainst(String program) {
    assertThat(KnownVersions.of(program)).isEmpty();
  }

  @Test
  void eachSaysWhatToDo() {
    assertThat(KnownVersions.of("LND 0.16.0"))
        .allSatisfy(flag -> assertThat(flag.remedy()).startsWith("Update LND"));
  }
}
