package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** That a walk by the keys finds what it is there for. */
class KeyboardTest {
  @Test
  void findsWhereTheKeysDoNotServe() {
    String plain =
        """
        <style>#bare:focus { outline: none } #far { position: absolute; left: -99rem }</style>
        <main><button id="one">One</button>%s<p><button id="last">Last</button></p></main>
        """;
    try (Visitor visitor = Browser.visitor(390)) {
      Keyboard keys = new Keyboard(visitor.page());
      visitor.page().setContent(plain.formatted("<p><input type=date></p>"));
      keys.walk("good");
      finds(visitor, plain.formatted("<button id=bare>Bare</button>"), "the focus is not seen");
      finds(visitor, plain.formatted("<button id=far>Far</button>"), "outside the window");
      finds(
          visitor,
          plain.formatted(
              "<div style='display: flex; flex-direction: row-reverse'>"
                  + "<button>Right</button><button>Left</button></div>"),
          "read before what has the focus earlier");
      finds(
          visitor,
          plain.formatted("<div style='position: fixed; inset: 0; background: red'></div>"),
          "covered");
      finds(
          visitor,
          plain.formatted(
              "<button onkeydown=\"if (event.key == 'Tab') event.preventDefault()\">T</button>"),
          "trapped");
    }
  }

  private static void finds(Visitor visitor, String html, String flaw) {
    visitor.page().setContent(html);
    Keyboard keys = new Keyboard(visitor.page());
    assertThatThrownBy(() -> keys.walk("flawed")).hasMessageContaining(flaw);
  }
}
