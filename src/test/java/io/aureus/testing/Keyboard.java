package io.aureus.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** A person's way through pages by the keys alone, and what must hold wherever Tab stops. */
public final class Keyboard {
  private static final int MOST_STOPS = 150;

  /**
   * Begins at the page's top, as after loading it. How each element looks without the focus is
   * kept.
   */
  private static final String BEGIN =
      """
      () => {
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.blur();
        document.body.removeAttribute('tabindex');
        const calm = new WeakMap();
        for (const one of document.querySelectorAll('body *')) {
          const { outline, boxShadow } = getComputedStyle(one);
          calm.set(one, { outline, boxShadow });
        }
        window.walked = { calm, stops: [] };
      }
      """;

  /**
   * What is wrong where the focus is, one flaw a line; {@code left} where it left the page. A
   * browser without a window has no bar for the address, and begins the page again. A date has
   * several stops of its own.
   */
  private static final String STOP =
      """
      () => {
        const { calm, stops } = window.walked;
        const now = document.activeElement;
        const last = stops.at(-1);
        if (!now || now === document.body || (now === stops[0] && stops.length > 1)) {
          return 'left';
        }
        const name = now.outerHTML.slice(0, 120).replaceAll('\\n', ' ');
        if (stops.includes(now)) {
          return now === last && now.type === 'date' ? '' : 'trapped at ' + name;
        }
        stops.push(now);
        const flaws = [];
        const style = getComputedStyle(now);
        const before = calm.get(now) ?? { outline: '', boxShadow: 'none' };
        const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
          && style.outline !== before.outline;
        if (!ringed && (style.boxShadow === 'none' || style.boxShadow === before.boxShadow)) {
          flaws.push('the focus is not seen on ' + name);
        }
        const box = now.getBoundingClientRect();
        const inside = (from, to, end) => (to - from > end ? to > 0 && from < end
          : from >= -1 && to <= end + 1);
        if (!inside(box.left, box.right, innerWidth) || !inside(box.top, box.bottom, innerHeight)) {
          flaws.push('outside the window: ' + name + JSON.stringify(box));
        } else {
          const line = now.getClientRects()[0];
          const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
          const top = document.elementFromPoint(
            middle(line.left, line.right, innerWidth), middle(line.top, line.bottom, innerHeight));
          if (!now.contains(top)) {
            flaws.push('covered: ' + name + ' by ' + top?.outerHTML.slice(0, 80));
          }
        }
        if (last?.isConnected && last.closest('main') && now.closest('main')) {
          const was = last.getBoundingClientRect();
          const shared = Math.min(was.bottom, box.bottom) - Math.max(was.top, box.top);
          const row = shared > Math.min(was.height, box.height) / 2;
          if (box.bottom <= was.top + 2 || (row && box.right <= was.left + 2)) {
            flaws.push('read before what has the focus earlier: ' + name);
          }
        }
        return flaws.join('\\n');
      }
      """;

  /** What Tab should have stopped at and did not; of a group of radio buttons it takes one. */
  private static final String MISSED =
      """
      () => [...document.querySelectorAll(
          'a[href], button, input, select, textarea, summary, [tabindex]')]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== 'radio'
          && one.checkVisibility({ visibilityProperty: true })
          && !window.walked.stops.includes(one))
        .map((one) => one.outerHTML.slice(0, 120)).join('\\n')
      """;

  /** Which of the stops it is, -1 for none. */
  private static final String PLACE = "() => window.walked.stops.indexOf(document.activeElement)";

  private final Page page;

  /** The keys of a page's window. */
  public Keyboard(Page page) {
    this.page = page;
  }

  /**
   * Goes by Tab from the page's top to its end, and by Shift+Tab back. At each stop the focus must
   * be seen, within the window and not covered; in {@code main} the stops must come in the order in
   * which people read; and Tab must neither miss anything nor be trapped.
   */
  public void walk(String name) {
    page.evaluate(BEGIN);
    List<String> flaws = new ArrayList<>();
    String found = "";
    int stops = 0;
    while (!found.equals("left") && !found.startsWith("trapped") && stops++ < MOST_STOPS) {
      page.keyboard().press("Tab");
      found = page.evaluate(STOP).toString();
      found.lines().filter(flaw -> !flaw.equals("left")).forEach(flaws::add);
    }
    page.evaluate(MISSED).toString().lines().map("Tab misses "::concat).forEach(flaws::add);
    assertThat(flaws).as(name).isEmpty();
    assertThat(found).as("%s: Tab leaves the page", name).isEqualTo("left");
    walkBack(name, stops);
  }

  private void walkBack(String name, int most) {
    int last = (int) page.evaluate("() => window.walked.stops.length") - 1;
    int place = last + 1;
    for (int i = 0; i <= most && place > 0; i++) {
      page.keyboard().press("Shift+Tab");
      int now = (int) page.evaluate(PLACE);
      if (now >= 0 && now != place) {
        assertThat(now).as("%s: Shift+Tab goes the same way back", name).isEqualTo(place - 1);
        place = now;
      }
    }
    assertThat(place).as("%s: Shift+Tab comes to the top", name).isZero();
  }

  /** Tab until the element has the focus. */
  public void reach(String selector) {
    page.locator(selector).waitFor();
    for (int i = 0; i < MOST_STOPS && !isFocused(selector); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(page.locator(selector)).isFocused();
  }

  /** Tab to a link, a button or a summary, and Enter. */
  public void press(String selector) {
    reach(selector);
    page.keyboard().press("Enter");
  }

  /** Tab to a box or a summary, and Space. */
  public void tick(String selector) {
    reach(selector);
    page.keyboard().press("Space");
  }

  /** Tab to a field, and type. */
  public void type(String selector, String text) {
    reach(selector);
    page.keyboard().type(text);
  }

  private boolean isFocused(String selector) {
    return (boolean) page.evaluate("one => document.activeElement.matches(one)", selector);
  }
}
