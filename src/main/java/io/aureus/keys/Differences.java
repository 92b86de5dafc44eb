package io.aureus.keys;

import io.aureus.errors.Refusal;

/** What somebody signed is held against what was asked for. */
final class Differences {
  private Differences() {}

  /**
   * @throws Refusal where they are not the same transaction, with what differs
   */
  static void refuse(RawTransaction asked, RawTransaction answer) {
    if (asked.inputs().size() != answer.inputs().size()) {
      throw differs(
          "it spends %d coins and the draft %d"
              .formatted(answer.inputs().size(), asked.inputs().size()));
    }
    for (int i = 0; i < asked.inputs().size(); i++) {
      RawTransaction.In was = asked.inputs().get(i);
      RawTransaction.In is = answer.inputs().get(i);
      if (!was.point().equals(is.point())) {
        throw differs(
            "as number %d it spends the coin %s and the draft %s"
                .formatted(i + 1, is.point(), was.point()));
      }
      if (was.sequence() != is.sequence()) {
        throw differs("its input %d has another sequence".formatted(i + 1));
      }
    }
    if (!asked.outputs().equals(answer.outputs())) {
      throw differs("it pays other outputs: amounts, receivers and their order must be the same");
    }
    if (asked.version() != answer.version() || asked.lockTime() != answer.lockTime()) {
      throw differs("its version or lock time is another");
    }
  }

  private static Refusal differs(String words) {
    return SignedAnswer.bad("it is not the transaction that was handed out: " + words);
  }
}
