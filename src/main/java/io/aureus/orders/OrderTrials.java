package io.aureus.orders;

import java.util.List;
import java.util.Optional;

/**
 * What whoever tries a demo may do to one of his orders as its payer, or as bad luck. The bean
 * exists in demo mode only.
 */
public interface OrderTrials {
  /**
   * @param trials what can be done now
   * @param told what was done and what came of it, the oldest first
   * @param busy whether one of them goes on
   */
  record Panel(List<Trial> trials, List<Line> told, boolean busy) {
    public Panel {
      trials = List.copyOf(trials);
      told = List.copyOf(told);
    }
  }

  /**
   * @param name for {@link #begin}
   * @param words on its button
   * @param hint what it does and what comes of it
   */
  record Trial(String name, String words, String hint) {}

  /**
   * @param at the time of day in UTC
   */
  record Line(String at, String words) {}

  /** Empty for an order that is to be paid on a chain which is not simulated. */
  Optional<Panel> of(Order order);

  /**
   * Begins one; the panel then tells how it goes.
   *
   * @throws io.aureus.errors.Refusal where it is not possible now
   */
  void begin(Order order, String name);
}
