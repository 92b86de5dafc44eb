package io.aureus.keys;

import io.aureus.money.Chain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads output descriptors with one ranged key: {@code wpkh}, {@code tr}, {@code sh(wpkh)}, {@code
 * pkh}.
 */
final class CoinDescriptor {
  private static final int MOST = 600;
  private static final Pattern KEY =
      Pattern.compile("(\\[(?<origin>[^\\]]*)])?(?<key>[^/\\[\\]]+)(?<path>(/.*)?)");
  private static final Pattern ORIGIN = Pattern.compile("[0-9a-fA-F]{8}(/[0-9]{1,10}['hH]?)*");
  private static final Pattern STEP = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final Pattern BRANCHES = Pattern.compile("<([0-9]{1,10});([0-9]{1,10})>");

  private CoinDescriptor() {}

  /** Whether somebody who typed this meant a descriptor. */
  static boolean isOne(String text) {
    return text.contains("(");
  }

  /**
   * @throws IllegalArgumentException with what is wrong, as a clause about “it”; it never holds
   *     anything of the key
   */
  static CoinAccount read(Curve curve, Chain chain, String typed) {
    String body = withoutSum(typed);
    AddressForm form = form(body);
    String inner = body.substring(form.opening().length(), body.length() - form.closing().length());
    if (inner.contains(",") || inner.contains("(")) {
      throw new IllegalArgumentException(
          "it holds more than one key or condition, and only a single key is possible here");
    }
    Matcher parts = KEY.matcher(inner);
    if (!parts.matches()) {
      throw new IllegalArgumentException("the key in it is not written as [origin]xpub…/0/*");
    }
    String origin = parts.group("origin") == null ? "" : parts.group("origin");
    if (!origin.isEmpty() && !ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(
          "its key origin is not written as [fingerprint/84h/0h/0h]");
    }
    ExtendedPublicKey key = CoinKeyText.inDescriptor(curve, chain, parts.group("key"));
    CoinAccount.Way way = way(chain, form, uniform(origin), parts.group("path"));
    return new CoinAccount(curve, way, key);
  }

  private static String uniform(String origin) {
    return origin.toLowerCase(Locale.ROOT).replace('\'', 'h');
  }

  private static String withoutSum(String typed) {
    String text = typed.strip();
    if (text.length() > MOST) {
      throw new IllegalArgumentException("it is too long for a descriptor of one key");
    }
    if (text.contains("\"") || text.contains("\n")) {
      throw new IllegalArgumentException(
          "it is more than a descriptor: copy one alone, without line breaks and quotation marks");
    }
    int mark = text.lastIndexOf('#');
    if (mark < 0) {
      return text;
    }
    String body = text.substring(0, mark);
    if (!DescriptorSum.of(body).equals(text.substring(mark + 1))) {
      throw new IllegalArgumentException(
          "its checksum after # does not fit, so at least one letter is wrong: copy it again");
    }
    return body;
  }

  private static AddressForm form(String body) {
    return Arrays.stream(AddressForm.values())
        .filter(form -> body.startsWith(form.opening()) && body.endsWith(form.closing()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(noForm(body)));
  }

  private static String noForm(String body) {
    boolean isCut =
        Arrays.stream(AddressForm.values()).map(AddressForm::opening).anyMatch(body::startsWith);
    return isCut
        ? "its closing bracket is missing, or something follows it: copy all of it, and no more"
        : "a descriptor of its kind is not possible here, but wpkh(…), tr(…),"
            + " sh(wpkh(…)) and pkh(…) with one key are";
  }

  private static CoinAccount.Way way(Chain chain, AddressForm form, String origin, String path) {
    List<String> all = new ArrayList<>(List.of(path.split("/", -1)));
    all.removeFirst();
    if (all.isEmpty() || !all.getLast().equals("*")) {
      throw new IllegalArgumentException(
          all.isEmpty() || !all.getLast().startsWith("*")
              ? "it names a single address, and each order needs its own: it must end in /0/*"
              : "its addresses are hardened (*h), and those come from the private key only");
    }
    all.removeLast();
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Matcher branches = BRANCHES.matcher(all.get(i));
      if (branches.matches() && i == all.size() - 1) {
        List<Integer> both = List.of(step(branches.group(1)), step(branches.group(2)));
        if (both.getFirst().equals(both.getLast())) {
          throw new IllegalArgumentException("both branches in <…;…> are the same");
        }
        return new CoinAccount.Way(chain, form, origin, steps, both);
      }
      steps.add(step(all.get(i)));
    }
    List<Integer> branches = steps.isEmpty() ? List.of() : List.of(steps.removeLast());
    return new CoinAccount.Way(chain, form, origin, steps, branches);
  }

  private static int step(String text) {
    if (text.endsWith("h") || text.endsWith("'") || text.endsWith("H")) {
      throw new IllegalArgumentException(
          "a step after its key is hardened, and such keys come from the private key only");
    }
    if (text.contains("<") || text.contains(">")) {
      throw new IllegalArgumentException(
          "its branches are not written as two numbers <0;1> in the last step before /*");
    }
    if (!STEP.matcher(text).matches() || Long.parseLong(text) >= 1L << 31) {
      throw new IllegalArgumentException("a step after its key is no number: right is /0/*");
    }
    return Integer.parseInt(text);
  }
}
