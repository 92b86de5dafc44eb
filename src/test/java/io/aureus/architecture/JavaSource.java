package io.aureus.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Just enough of Java's grammar to find the methods of a formatted source file. */
final class JavaSource {
  private static final Pattern TYPE =
      Pattern.compile("\\b(class|interface|enum|record)\\s+\\w+[^;]*$");
  private static final Pattern ANONYMOUS = Pattern.compile("\\bnew\\s+[\\w.<>?, ]+\\([^;]*\\)$");
  private static final Pattern NAMED = Pattern.compile("(\\w+)\\s*\\((?:[^;]*)\\)[^;()]*$");
  private static final Pattern COMPACT = Pattern.compile("(?:\\w+\\s+)*([A-Z]\\w*)$");

  private JavaSource() {}

  /** A method or constructor, and its lines from the opening brace's to the closing one's. */
  record Method(String name, int lines) {}

  private record Open(boolean type, String method, int line) {}

  static List<Method> methods(String source) {
    String code = blanked(source);
    List<Method> methods = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    int line = 1;
    int head = 0;
    int depth = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      switch (c) {
        case '\n' -> line++;
        case '(' -> depth++;
        case ')' -> depth--;
        case ';' -> head = depth == 0 ? i + 1 : head;
        case '{' -> {
          open.push(opened(code.substring(head, i).strip(), open, line));
          head = i + 1;
        }
        case '}' -> {
          Open closed = open.pop();
          if (!closed.method().isEmpty()) {
            methods.add(new Method(closed.method(), line - closed.line() + 1));
          }
          head = i + 1;
        }
        default -> {}
      }
    }
    return methods;
  }

  private static Open opened(String head, Deque<Open> open, int line) {
    boolean inType = !open.isEmpty() && open.peek().type();
    if (TYPE.matcher(head).find() && (open.isEmpty() || inType || !head.contains("("))) {
      return new Open(true, "", line);
    }
    if (!inType) {
      return new Open(ANONYMOUS.matcher(head).find() && !head.endsWith("->"), "", line);
    }
    String bare = head.replaceAll("@\\w+(\\([^)]*\\))?\\s*", "");
    if (bare.contains("=")) {
      return new Open(ANONYMOUS.matcher(bare).find(), "", line);
    }
    Matcher named = NAMED.matcher(bare);
    if (named.find()) {
      return new Open(false, bare.substring(0, bare.indexOf('(')).replaceAll(".*\\s", ""), line);
    }
    Matcher compact = COMPACT.matcher(bare);
    return new Open(false, compact.matches() ? compact.group(1) : "", line);
  }

  /** The source without comments and literals, line by line as before. */
  private static String blanked(String source) {
    StringBuilder code = new StringBuilder();
    int i = 0;
    while (i < source.length()) {
      int end = blankEnd(source, i);
      if (end == i) {
        code.append(source.charAt(i));
        i++;
      } else {
        source.substring(i, end).chars().filter(c -> c == '\n').forEach(c -> code.append('\n'));
        i = end;
      }
    }
    return code.toString();
  }

  /** Where the comment or literal that begins at {@code i} ends; {@code i} where none does. */
  private static int blankEnd(String source, int i) {
    if (source.startsWith("//", i)) {
      return until(source, "\n", i);
    }
    if (source.startsWith("/*", i)) {
      return until(source, "*/", i + 2) + 2;
    }
    if (source.startsWith("\"\"\"", i)) {
      return unescaped(source, "\"\"\"", i + 3) + 3;
    }
    char c = source.charAt(i);
    return c == '"' || c == '\'' ? unescaped(source, String.valueOf(c), i + 1) + 1 : i;
  }

  private static int until(String source, String end, int from) {
    int at = source.indexOf(end, from);
    return at < 0 ? source.length() : at;
  }

  private static int unescaped(String source, String end, int from) {
    int at = from;
    while (at < source.length() && !source.startsWith(end, at)) {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }
}
