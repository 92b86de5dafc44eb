package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.database.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsTest {
  private static final Pattern HEADING = Pattern.compile("## .*\\(`([^`]+)`\\)");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

  @Test
  void theManualNamesExactlyTheKeysThatTheRoomsRead() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    String prefix = "";
    for (String line : Files.readAllLines(Path.of("docs/operate/settings.md"))) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        prefix = heading.group(1);
      } else if (row.matches()) {
        String key =
            row.group(1).startsWith("….") ? prefix + row.group(1).substring(1) : row.group(1);
        told.add(key.replaceAll("<[a-z]+>", "<name>"));
      }
    }
    assertThat(told).containsExactlyElementsOf(KnownSettings.keys());
  }

  @Test
  void takesKnownVariablesInEverySpelling() {
    assertThatCode(
            () ->
                checkVariables(
                    Map.of(
                        "AUREUS_JOBS_LONGEST_PAUSE", "1m",
                        "AUREUS_JOBS_LONGESTPAUSE", "1m",
                        "AUREUS_CHAINS_ETH_RPC", "http://node",
                        "AUREUS_CHAINS_ETH_CONTRACTS_USDTERC20", "0x1",
                        "AUREUS_JAVA_OPTS", "-Xmx1g",
                        "PATH", "/bin")))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAnUnknownVariableAndNamesTheNearest() {
    assertThatThrownBy(() -> checkVariables(Map.of("AUREUS_DATABSE_URL", "x")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("unknown setting AUREUS_DATABSE_URL")
        .hasMessageContaining("did you mean AUREUS_DATABASE_URL?");
    assertThatThrownBy(() -> checkVariables(Map.of("AUREUS_CHAINS_ETH_CONFIRMATION", "3")))
        .hasMessageContaining("unknown setting AUREUS_CHAINS_ETH_CONFIRMATION");
  }

  @Test
  void refusesAnUnknownPropertyOfAFile() {
    StandardEnvironment environment = empty();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("file", Map.of("aureus.jobs.leese", "1s")));
    assertThatThrownBy(() -> SettingsCheck.refuseUnknown(environment))
        .hasMessageContaining("did you mean aureus.jobs.lease?");
  }

  @Test
  void nobodySetsTheModeButTheCommand() {
    assertThatThrownBy(() -> checkVariables(Map.of("AUREUS_MODE", "demo")))
        .hasMessageContaining("unknown setting AUREUS_MODE");
  }

  private static void checkVariables(Map<String, Object> variables) {
    StandardEnvironment environment = empty();
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
    SettingsCheck.refuseUnknown(environment);
  }

  private static StandardEnvironment empty() {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemEnvironment");
    environment.getPropertySources().remove("systemProperties");
    return environment;
  }
}
