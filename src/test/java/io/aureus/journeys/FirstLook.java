package io.aureus.journeys;

import com.microsoft.playwright.Page;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser loads to show a page for the first time, in bytes.
 *
 * @param all page, style, script and marks
 * @param scripts of these
 */
record FirstLook(int all, int scripts) {
  private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/static/[^\"]+)\"");

  /**
   * @param base of the gateway
   */
  static FirstLook at(Page page, String base) {
    int all = size(page, page.url());
    int scripts = 0;
    Matcher files = FILE.matcher(page.content());
    while (files.find()) {
      int size = size(page, base + files.group(1));
      all += size;
      scripts += files.group(1).endsWith(".js") ? size : 0;
    }
    return new FirstLook(all, scripts);
  }

  private static int size(Page page, String address) {
    return page.context().request().get(address).body().length;
  }
}
