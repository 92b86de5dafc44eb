package io.aureus.commands;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Every key that a room reads, found in the rooms' settings records themselves: there is no second
 * list that could fall behind. Where a key has a free part, that part is written {@code <name>}.
 */
final class KnownSettings {
  private static final String ROOT = "io.aureus";
  private static final String FREE = "<name>";

  private KnownSettings() {}

  /** In alphabetical order, e.g. {@code aureus.chains.<name>.rpc}. */
  static SortedSet<String> keys() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    TreeSet<String> keys = new TreeSet<>();
    for (BeanDefinition found : scanner.findCandidateComponents(ROOT)) {
      Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
      ConfigurationProperties properties = type.getAnnotation(ConfigurationProperties.class);
      collect(properties.value(), type, keys);
    }
    return keys;
  }

  /** Whether {@code name} is one of the keys, as a property is written: dashes do not matter. */
  static boolean isProperty(Collection<String> keys, String name) {
    return keys.stream().anyMatch(key -> asProperty(key).matcher(uniform(name)).matches());
  }

  /** Whether {@code name} is one of the keys, as an environment variable. */
  static boolean isVariable(Collection<String> keys, String name) {
    return keys.stream().anyMatch(key -> asVariable(key).matcher(name).matches());
  }

  /** How a key is written as an environment variable, e.g. {@code AUREUS_JOBS_LEASE}. */
  static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static void collect(String prefix, Class<?> type, Collection<String> keys) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + "." + dashed(component.getName());
      Class<?> raw = component.getType();
      if (Map.class.isAssignableFrom(raw)) {
        Type value = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1];
        add(key + "." + FREE, (Class<?>) value, keys);
      } else {
        add(key, raw, keys);
      }
    }
  }

  private static void add(String key, Class<?> type, Collection<String> keys) {
    if (type.isRecord() && type.getPackageName().startsWith(ROOT)) {
      collect(key, type, keys);
    } else {
      keys.add(key);
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z0-9]+)", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String uniform(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static Pattern asProperty(String key) {
    StringBuilder pattern = new StringBuilder();
    for (String part : key.split("[.]")) {
      pattern.append(pattern.isEmpty() ? "" : "[.]");
      pattern.append(part.equals(FREE) ? "[^.]+" : Pattern.quote(uniform(part)));
    }
    return Pattern.compile(pattern + "(\\[[0-9]+])?");
  }

  private static Pattern asVariable(String key) {
    StringBuilder pattern = new StringBuilder();
    for (String part : key.split("[.]")) {
      pattern.append(pattern.isEmpty() ? "" : "_");
      pattern.append(
          part.equals(FREE) ? "[A-Z0-9]+" : part.toUpperCase(Locale.ROOT).replace("-", "_?"));
    }
    return Pattern.compile(pattern + "(_[0-9]+)?");
  }
}
