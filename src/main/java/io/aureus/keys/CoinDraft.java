package io.aureus.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A transaction for a merchant's own wallet to sign, as a PSBT: what it spends, whom it pays, and
 * where the wallet finds the keys. Nothing in here could sign it.
 *
 * @param psbt BIP174, in Base64
 * @param txid that it will have when it is signed: nothing that a signature adds changes it
 * @param fee what it leaves for the network
 */
public record CoinDraft(String psbt, String txid, long fee) {
  /**
   * So many bytes may have what is given to sign where it holds whole transactions: it is to come
   * back signed.
   */
  public static final int MOST_FUNDING = 600_000;

  /** What an input has beside its whole transaction, once it is signed. */
  private static final int INPUT_BYTES = 300;

  /**
   * A coin of the merchant's wallet.
   *
   * @param units what it holds
   * @param isChange whether its address is in the branch for change
   * @param index of the address in its branch
   * @param funding the whole transaction that the coin comes from, in hex, with or without its
   *     witnesses; null where it is not known. It is not believed: what is not that transaction is
   *     left out
   */
  public record Held(
      CoinPoint point,
      long units,
      OwnAccount account,
      boolean isChange,
      long index,
      @Nullable String funding) {}

  /** What goes back to the merchant's wallet. */
  public record Change(long units, OwnAccount account, boolean isChange, long index) {}

  /**
   * @param coins one or more, in the order in which they are spent
   * @param paid whom it is for
   * @param change null for none
   * @throws IllegalArgumentException where the outputs hold more than the coins
   */
  public static CoinDraft of(List<Held> coins, CoinOutput paid, @Nullable Change change) {
    List<CoinAccount.Place> places =
        coins.stream().map(coin -> coin.account().place(coin.isChange(), coin.index())).toList();
    List<CoinOutput> spent = new ArrayList<>();
    List<RawTransaction.In> inputs = new ArrayList<>();
    for (int i = 0; i < coins.size(); i++) {
      spent.add(new CoinOutput(coins.get(i).units(), places.get(i).script()));
      inputs.add(input(coins.get(i).point(), places.get(i)));
    }
    List<CoinOutput> outputs = new ArrayList<>(List.of(paid));
    CoinAccount.@Nullable Place back = null;
    if (change != null) {
      back = change.account().place(change.isChange(), change.index());
      outputs.add(new CoinOutput(change.units(), back.script()));
    }
    RawTransaction transaction = new RawTransaction(2, inputs, outputs, 0);
    long fee = transaction.spending(spent).fee();
    if (fee < 0) {
      throw new IllegalArgumentException("the outputs hold more than the coins");
    }
    Psbt psbt = Psbt.of(0, transaction);
    putFunding(psbt, coins, spent);
    for (int i = 0; i < coins.size(); i++) {
      fill(psbt.input(i), spent.get(i), places.get(i));
    }
    if (back != null) {
      fillChange(psbt.output(1), back);
    }
    return new CoinDraft(psbt.text(), transaction.txid(), fee);
  }

  /** A wallet adds to it what a nested script needs: with that its id is known before. */
  private static RawTransaction.In input(CoinPoint point, CoinAccount.Place place) {
    CoinScript kind = CoinScript.of(place.script()).orElseThrow(CoinDraft::tooOld);
    byte[] scriptSig =
        kind == CoinScript.P2SH_P2WPKH
            ? new CoinBytes().sized(CoinScript.witnessProgram(place.point())).bytes()
            : new byte[0];
    return new RawTransaction.In(
        point, CoinTransaction.REPLACEABLE, new CoinWitness(scriptSig, List.of()));
  }

  /**
   * Signers without a chain tell by it what an input of segwit version 0 holds: its signature
   * covers that input's sum alone, so that lies about two inputs could hide a fee. All or none, as
   * one without it is one too many for them.
   */
  private static void putFunding(Psbt psbt, List<Held> coins, List<CoinOutput> spent) {
    Map<Integer, byte[]> whole = new TreeMap<>();
    int bytes = coins.size() * INPUT_BYTES;
    for (int i = 0; i < coins.size(); i++) {
      if (CoinScript.of(spent.get(i).script()).orElseThrow() != CoinScript.P2TR) {
        Optional<byte[]> funding = funding(coins.get(i), spent.get(i));
        bytes += funding.map(one -> one.length).orElse(0);
        if (funding.isEmpty() || bytes > MOST_FUNDING) {
          return;
        }
        whole.put(i, funding.get());
      }
    }
    whole.forEach((i, one) -> psbt.input(i).with(Psbt.WHOLE_SPENT, one));
  }

  /** Without witnesses; empty where it is not the one that holds the coin. */
  private static Optional<byte[]> funding(Held held, CoinOutput spent) {
    if (held.funding() == null) {
      return Optional.empty();
    }
    RawTransaction whole;
    try {
      whole = RawTransaction.parse(HexFormat.of().parseHex(held.funding()), true);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    long index = held.point().index();
    boolean isIt =
        whole.txid().equals(held.point().txid())
            && index < whole.outputs().size()
            && whole.outputs().get((int) index).equals(spent);
    return isIt ? Optional.of(whole.stripped()) : Optional.empty();
  }

  private static void fill(PsbtMap input, CoinOutput spent, CoinAccount.Place place) {
    input.with(Psbt.SPENT, new CoinBytes().output(spent).bytes());
    byte[] key = ExtendedPublicKey.compressed(place.point());
    switch (CoinScript.of(spent.script()).orElseThrow()) {
      case P2WPKH -> input.with(Psbt.DERIVATION, key, place.origin());
      case P2SH_P2WPKH ->
          input
              .with(Psbt.REDEEM_SCRIPT, CoinScript.witnessProgram(place.point()))
              .with(Psbt.DERIVATION, key, place.origin());
      case P2TR ->
          input.with(Psbt.TAP_DERIVATION, x(place), leafless(place)).with(Psbt.TAP_KEY, x(place));
    }
  }

  private static void fillChange(PsbtMap output, CoinAccount.Place place) {
    switch (CoinScript.of(place.script()).orElseThrow()) {
      case P2WPKH ->
          output.with(
              Psbt.OUT_DERIVATION, ExtendedPublicKey.compressed(place.point()), place.origin());
      case P2SH_P2WPKH ->
          output
              .with(0x00, CoinScript.witnessProgram(place.point()))
              .with(
                  Psbt.OUT_DERIVATION, ExtendedPublicKey.compressed(place.point()), place.origin());
      case P2TR ->
          output
              .with(Psbt.OUT_TAP_KEY, x(place))
              .with(Psbt.OUT_TAP_DERIVATION, x(place), leafless(place));
    }
  }

  private static byte[] x(CoinAccount.Place place) {
    return Arrays.copyOfRange(place.point(), 1, 33);
  }

  /** BIP371: how many leaves the key is in, and then as usual. */
  private static byte[] leafless(CoinAccount.Place place) {
    return new CoinBytes().count(0).plain(place.origin()).bytes();
  }

  private static IllegalArgumentException tooOld() {
    return new IllegalArgumentException("coins of the oldest kind have no draft");
  }
}
