package io.aureus.checkout;

import io.aureus.merchants.Branding;
import io.aureus.merchants.Colour;

/** A merchant's colours and logo as a style sheet, which says nothing where he has none. */
final class BrandSheet {
  /** What {@code aureus.css} has as the paper of the pages. */
  private static final Colour PAPER = new Colour(0xffffff);

  private static final Colour DARK_PAPER = new Colour(0x191d1b);
  private static final int LOGO_HEIGHT = 40;

  private BrandSheet() {}

  /**
   * @param logoPath where the logo lies
   */
  static String of(Branding branding, String logoPath) {
    StringBuilder sheet = new StringBuilder(512);
    branding
        .accent()
        .ifPresent(
            accent ->
                sheet
                    .append(":root {\n")
                    .append(accent(accent, PAPER))
                    .append("}\n@media (prefers-color-scheme: dark) { :root {\n")
                    .append(accent(accent.readableOn(DARK_PAPER), DARK_PAPER))
                    .append("} }\n"));
    branding.bar().ifPresent(bar -> sheet.append(bar(bar)));
    branding.logo().ifPresent(logo -> sheet.append(logo(logo, logoPath)));
    return sheet.toString();
  }

  private static String accent(Colour accent, Colour paper) {
    return "  --lead: %s;\n  --lead-ink: %s;\n  --tint: %s;\n"
        .formatted(accent.text(), accent.ink().text(), accent.tint(paper).text());
  }

  private static String bar(Colour bar) {
    return """
    .bill {
      background: %s;
      border: 0;
      border-radius: 10px;
      color: %s;
      padding: 0.75rem 1rem;
    }
    """
        .formatted(bar.text(), bar.ink().text());
  }

  /** Decoration: the shop's name stands beside it. */
  private static String logo(Branding.Logo logo, String path) {
    int height = Math.min(LOGO_HEIGHT, logo.height());
    int width = Math.max(1, logo.width() * height / logo.height());
    return """
    .bill .shop::before {
      background: url("%s?v=%s") left / contain no-repeat;
      content: "";
      display: block;
      height: %dpx;
      margin-bottom: 0.25rem;
      max-width: 100%%;
      width: %dpx;
    }
    """
        .formatted(path, logo.hash(), height, width);
  }
}
