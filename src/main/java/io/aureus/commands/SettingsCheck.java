package io.aureus.commands;

import io.aureus.database.StartRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Refuses to start with a setting that nobody reads: it was meant to do something. */
final class SettingsCheck {
  /** Read by the launcher, before there is a program. */
  private static final Set<String> LAUNCHER = Set.of("AUREUS_JAVA_OPTS", "AUREUS_JDK_PLACES");

  private SettingsCheck() {}

  /**
   * @throws StartRefused naming each unknown setting, and the nearest known one
   */
  static void refuseUnknown(ConfigurableEnvironment environment) {
    Collection<String> known = KnownSettings.keys();
    List<String> complaints = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        boolean variables = source instanceof SystemEnvironmentPropertySource;
        for (String name : new TreeSet<>(List.of(listed.getPropertyNames()))) {
          String complaint = variables ? variable(known, name) : property(known, name);
          if (!complaint.isEmpty() && !complaints.contains(complaint)) {
            complaints.add(complaint);
          }
        }
      }
    }
    if (!complaints.isEmpty()) {
      throw new StartRefused(
          String.join("\n", complaints) + "\nAll settings are in docs/operate/settings.md.");
    }
  }

  private static String variable(Collection<String> known, String name) {
    if (!name.startsWith("AUREUS_")
        || LAUNCHER.contains(name)
        || KnownSettings.isVariable(known, name)) {
      return "";
    }
    return complaint(name, known, KnownSettings::variable);
  }

  private static String property(Collection<String> known, String name) {
    if (!name.startsWith("aureus.") || KnownSettings.isProperty(known, name)) {
      return "";
    }
    return complaint(name, known, UnaryOperator.identity());
  }

  private static String complaint(
      String name, Collection<String> known, UnaryOperator<String> spelling) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String key : known) {
      String spelled = spelling.apply(key);
      int distance = distance(name, spelled);
      if (distance < least) {
        least = distance;
        nearest = spelled;
      }
    }
    boolean near = least <= Math.max(3, name.length() / 4);
    return "unknown setting " + name + (near ? ": did you mean " + nearest + "?" : "");
  }

  /** How many letters must be added, removed or changed (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
