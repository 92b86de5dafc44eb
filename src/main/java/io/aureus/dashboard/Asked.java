package io.aureus.dashboard;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a list is asked for, as its address says it.
 *
 * @param path of the list
 * @param filter what was typed, by the names of the fields; empty for any
 * @param before the key that the page goes on from; empty for none
 * @param after the key that it goes back from; empty for none
 */
record Asked(String path, LinkedHashMap<String, String> filter, String before, String after) {
  /**
   * @param request every field of the address; what is no field of the list is left out
   * @param fields of the filter
   */
  static Asked of(String path, Map<String, String> request, String... fields) {
    LinkedHashMap<String, String> filter = new LinkedHashMap<>();
    for (String field : fields) {
      filter.put(field, text(request, field));
    }
    return new Asked(path, filter, text(request, "before"), text(request, "after"));
  }

  private static String text(Map<String, String> request, String field) {
    return request.getOrDefault(field, "").replace("\0", "").strip();
  }

  /** What was typed into a field; empty for nothing. */
  String typed(String field) {
    return filter.getOrDefault(field, "");
  }

  /** Whether it leaves anything out. */
  boolean isNarrow() {
    return filter.values().stream().anyMatch(typed -> !typed.isEmpty());
  }

  /** The list from its start. */
  String first() {
    return link(path, "", "");
  }

  String olderThan(String key) {
    return link(path, "before", key);
  }

  String newerThan(String key) {
    return link(path, "after", key);
  }

  /** All that fits, as a file. */
  String file() {
    return link(path + "/csv", "", "");
  }

  /** Where a button of this page sends its form, so that the same rows are shown after it. */
  String deed(String name) {
    String whole = path + "/" + name;
    return before.isEmpty() ? link(whole, "after", after) : link(whole, "before", before);
  }

  private String link(String where, String name, String key) {
    UriComponentsBuilder link = UriComponentsBuilder.fromPath(where);
    Map<String, String> values = new HashMap<>(filter);
    filter.forEach(
        (field, typed) -> {
          if (!typed.isEmpty()) {
            link.queryParam(field, "{" + field + "}");
          }
        });
    if (!name.isEmpty() && !key.isEmpty()) {
      link.queryParam(name, "{" + name + "}");
      values.put(name, key);
    }
    return link.encode().buildAndExpand(values).toUriString();
  }
}
