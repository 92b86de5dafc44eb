package io.aureus.sandbox;

import io.aureus.sandbox.Calls.Effect;
import io.aureus.sandbox.Executed.Move;
import io.aureus.sandbox.SignedTransaction.Authorization;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Executes transactions on top of the state, one after the other. */
final class Execution {
  private final SimulatedState state;
  private final Calls calls;

  /** Where a transaction is executed. */
  record Place(long chainId, long number, BigInteger baseFee) {}

  Execution(SimulatedState state) {
    this.state = state;
    this.calls = new Calls(state);
  }

  /** Empty where it cannot be in this block: its nonce, its fee or its sender's coin forbid it. */
  Optional<Executed> run(ChainTransaction transaction, Place place) {
    return switch (transaction) {
      case SimulatedTransaction payment -> Optional.of(pay(payment, place.number()));
      case SignedTransaction signed ->
          mayRun(signed, place) ? Optional.of(runSigned(signed, place)) : Optional.empty();
    };
  }

  /** A payer is given what he lacks, so that any address can pay. */
  private Executed pay(SimulatedTransaction payment, long number) {
    String from = payment.from();
    state.countNonce(from, number);
    List<Move> moves = new ArrayList<>();
    if (!payment.failed()) {
      state.provide("", from, payment.fee().add(payment.value()), number);
      if (!payment.isNative()) {
        state.provide(payment.token(), from, payment.sum(), number);
      }
      payment.outputs().forEach(o -> moves.add(new Move(payment.token(), from, o.to(), o.units())));
    }
    state.charge(from, payment.fee(), number);
    moves.forEach(move -> state.move(move, number));
    return new Executed(
        payment,
        payment.failed(),
        payment.gas(),
        SimulatedTransaction.GAS_PRICE,
        payment.inner(),
        List.copyOf(moves),
        "");
  }

  private boolean mayRun(SignedTransaction signed, Place place) {
    return signed.nonce() == state.nonce(signed.from(), place.number())
        && signed.maxFee().compareTo(place.baseFee()) >= 0
        && state.balance("", signed.from(), place.number()).compareTo(signed.mostCost()) >= 0;
  }

  private Executed runSigned(SignedTransaction signed, Place place) {
    long number = place.number();
    state.countNonce(signed.from(), number);
    signed.authorizations().forEach(one -> delegate(one, place));
    BigInteger price = signed.maxFee().min(place.baseFee().add(signed.priority()));
    Effect effect =
        calls.of(
            new Calls.Call(
                signed.from(), signed.to(), signed.value(), signed.input(), signed.nonce()),
            number);
    long gas =
        effect.gas() + SignedTransaction.GAS_OF_AUTHORIZATION * signed.authorizations().size();
    boolean failed = !effect.revert().isEmpty() || gas > signed.gas();
    long used = Math.min(gas, signed.gas());
    state.charge(signed.from(), price.multiply(BigInteger.valueOf(used)), number);
    if (!failed) {
      effect.moves().forEach(move -> state.move(move, number));
      if (!effect.made().isEmpty()) {
        state.setCode(effect.made(), number, effect.code());
      }
    }
    return new Executed(
        signed,
        failed,
        used,
        price,
        effect.inner(),
        failed ? List.of() : effect.moves(),
        failed || !signed.to().isEmpty() ? "" : effect.made());
  }

  /** One that does not hold is passed over, as EIP-7702 has it. */
  private void delegate(Authorization one, Place place) {
    boolean isOfThisChain =
        one.chainId().signum() == 0 || one.chainId().equals(BigInteger.valueOf(place.chainId()));
    if (isOfThisChain
        && !one.authority().isEmpty()
        && one.nonce() == state.nonce(one.authority(), place.number())) {
      state.countNonce(one.authority(), place.number());
      boolean isEnd = one.delegate().equals(Calls.NOBODY);
      state.setCode(
          one.authority(),
          place.number(),
          isEnd ? "" : SimulatedSweeper.delegation(one.delegate()));
    }
  }
}
