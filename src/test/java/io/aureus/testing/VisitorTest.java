package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the look at each page finds what it is there for. */
class VisitorTest {
  @Test
  void findsWhatShutsPeopleOut() {
    try (Visitor visitor = Browser.visitor(390)) {
      visitor
          .page()
          .setContent(
              """
              <html lang="en"><head><title>A page</title><style>
              @media (prefers-color-scheme: dark) { p { background: #000; color: #222; } }
              </style></head><body><main><h1>A page</h1><p>Dark in the dark</p>
              <input type="text"><div style="width: 500px">wide</div></main></body></html>
              """);
      visitor.look("flawed");
      assertThat(visitor.complaints())
          .anySatisfy(flaw -> assertThat(flaw).contains("LIGHT: label:"))
          .anySatisfy(flaw -> assertThat(flaw).contains("DARK: color-contrast:"))
          .anySatisfy(flaw -> assertThat(flaw).contains("pixels wide in a window of 320"))
          .noneSatisfy(flaw -> assertThat(flaw).contains("LIGHT: color-contrast:"));
    }
  }

  @Test
  void findsWhatIsCutWhereTextIsEnlarged() {
    try (Visitor visitor = Browser.visitor(1280)) {
      visitor
          .page()
          .setContent(
              "<button style='width: 90px; overflow: hidden; font: 1rem serif'>"
                  + "Unbreakable</button>");
      visitor.lookEnlarged("cut");
      assertThat(visitor.complaints())
          .hasSize(2)
          .anySatisfy(flaw -> assertThat(flaw).startsWith("cut with text at 200 % cuts <button"));
    }
  }
}
