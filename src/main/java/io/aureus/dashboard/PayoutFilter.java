package io.aureus.dashboard;

import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a list of payouts is asked for, and the paths of its pages.
 *
 * @param path of the list
 * @param state null for any
 * @param kind null for any
 * @param page from 1
 */
record PayoutFilter(String path, @Nullable PayoutState state, @Nullable PayoutKind kind, int page) {
  /** Payouts on a page. */
  static final int ROWS = 20;

  /** What may be asked for. */
  record Choices(List<PayoutState> states, List<PayoutKind> kinds) {}

  /** What was typed; what is none of the choices asks for nothing. */
  static PayoutFilter of(String path, Choices choices, String status, String kind, String page) {
    return new PayoutFilter(
        path, oneOf(choices.states(), status), oneOf(choices.kinds(), kind), number(page));
  }

  /** The page that was asked for; the first for what is no number of one. */
  static int number(String page) {
    return page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
  }

  int last(long total) {
    return (int) Math.max(1, Math.ceilDiv(total, ROWS));
  }

  /** Of the page before; empty on the first. */
  String newer() {
    return page > 1 ? at(page - 1) : "";
  }

  /** Of the page after; empty on the last. */
  String older(long total) {
    return page < last(total) ? at(page + 1) : "";
  }

  /** As a form shows it; empty for any. */
  static String name(@Nullable Enum<?> chosen) {
    return chosen == null ? "" : chosen.name();
  }

  private String at(int number) {
    return UriComponentsBuilder.fromPath(path)
        .queryParam("status", name(state))
        .queryParam("kind", name(kind))
        .queryParam("page", number)
        .toUriString();
  }

  private static <T extends Enum<T>> @Nullable T oneOf(List<T> choices, String typed) {
    return choices.stream().filter(one -> one.name().equals(typed)).findFirst().orElse(null);
  }
}
