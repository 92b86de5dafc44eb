package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a merchant is given to sign, and what is taken back from him. */
class CoinDraftTest {
  private static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);
  private static final HexFormat HEX = HexFormat.of();
  private static final int HARD = ExtendedKey.HARDENED;
  private static final CoinOutput PAID =
      new CoinOutput(70_000, "0014751e76e8199196d454941c45d1b3a323f1433bd6");

  /** A wallet that signs, which the program never has. */
  private record Wallet(AddressForm form, ExtendedKey key) {
    static Wallet of(AddressForm form) {
      byte[] seed = Mnemonic.seed(List.of("test test test junk".split(" ")), "");
      return new Wallet(
          form,
          ExtendedKey.master(new JavaCurve(), seed).descend(form.purpose() | HARD, 1 | HARD, HARD));
    }

    OwnAccount account() {
      String text =
          form.opening()
              + "[d34db33f/%dh/1h/0h]".formatted(form.purpose())
              + key.publicKey().text(0x0435_87CF)
              + "/<0;1>/*"
              + form.closing();
      return OwnAccount.read(BTC, text);
    }

    CoinWitness sign(CoinTransaction transaction, int input, int branch, int index) {
      return key.child(branch).child(index).witness(new SignatureHashes(transaction), input);
    }
  }

  private static CoinDraft draft(OwnAccount account) {
    return CoinDraft.of(
        List.of(
            new CoinDraft.Held(new CoinPoint("aa".repeat(32), 1), 50_000, account, false, 7, null),
            new CoinDraft.Held(new CoinPoint("bb".repeat(32), 0), 40_000, account, true, 2, null)),
        PAID,
        new CoinDraft.Change(19_000, account, true, 3));
  }

  private static CoinTransaction known(Psbt psbt) {
    return psbt.transaction()
        .spending(List.of(psbt.spent(0).orElseThrow(), psbt.spent(1).orElseThrow()));
  }

  private static List<CoinWitness> signed(Wallet wallet, CoinTransaction transaction) {
    return List.of(wallet.sign(transaction, 0, 0, 7), wallet.sign(transaction, 1, 1, 2));
  }

  @ParameterizedTest
  @EnumSource(
      value = AddressForm.class,
      names = {"BIP49", "BIP84", "BIP86"})
  void whatTheWalletSignsIsTakenInEveryFormThatWalletsGive(AddressForm form) {
    Wallet wallet = Wallet.of(form);
    CoinDraft draft = draft(wallet.account());
    assertThat(draft.fee()).isEqualTo(1_000);
    Psbt psbt = SignedAnswer.psbt(draft.psbt());
    CoinTransaction transaction = known(psbt);
    List<CoinWitness> witnesses = signed(wallet, transaction);
    CoinTransaction.Signed right = transaction.signed(witnesses);
    assertThat(right.txid()).isEqualTo(draft.txid());
    assertThat(SignedAnswer.of(draft.psbt(), right.raw()).hash()).isEqualTo(draft.txid());
    for (int version : new int[] {0, 2}) {
      for (boolean isFinal : new boolean[] {true, false}) {
        Psbt answer = Psbt.of(version, psbt.transaction());
        for (int i = 0; i < 2; i++) {
          put(answer.input(i), witnesses.get(i), form, isFinal);
        }
        Signer.Signed taken = SignedAnswer.of(draft.psbt(), answer.text());
        assertThat(taken.hash()).isEqualTo(draft.txid());
        assertThat(taken.raw()).isEqualTo(right.raw());
        assertThat(SignedAnswer.of(draft.psbt(), HEX.formatHex(answer.bytes()))).isEqualTo(taken);
      }
    }
  }

  private static void put(PsbtMap input, CoinWitness witness, AddressForm form, boolean isFinal) {
    if (isFinal) {
      CoinBytes stack = new CoinBytes().count(witness.stack().size());
      witness.stack().forEach(stack::sized);
      input.with(Psbt.FINAL_WITNESS, stack.bytes());
      if (witness.scriptSig().length > 0) {
        input.with(Psbt.FINAL_SCRIPT, witness.scriptSig());
      }
    } else if (form == AddressForm.BIP86) {
      input.with(Psbt.TAP_SIGNATURE, witness.stack().getFirst());
    } else {
      input.with(Psbt.PARTIAL_SIGNATURE, witness.stack().get(1), witness.stack().get(0));
    }
  }

  @Test
  void theDraftTellsTheWalletWhereItsKeysAre() {
    Psbt psbt = SignedAnswer.psbt(draft(Wallet.of(AddressForm.BIP84).account()).psbt());
    assertThat(HEX.formatHex(psbt.input(1).all(Psbt.DERIVATION).getFirst().value()))
        .isEqualTo("d34db33f" + "54000080" + "01000080" + "00000080" + "01000000" + "02000000");
    assertThat(HEX.formatHex(psbt.output(1).all(Psbt.OUT_DERIVATION).getFirst().value()))
        .endsWith("0100000003000000");
    assertThat(psbt.output(0).fields()).isEmpty();
    assertThat(psbt.transaction().inputs().getFirst().sequence()).isEqualTo(0xffff_fffdL);
    assertThat(psbt.transaction().outputs().getFirst()).isEqualTo(PAID);
  }

  @Test
  void whatIsNotTheDraftIsRefusedWithTheDifference() {
    Wallet wallet = Wallet.of(AddressForm.BIP84);
    CoinDraft draft = draft(wallet.account());
    RawTransaction right = SignedAnswer.psbt(draft.psbt()).transaction();
    CoinTransaction known = known(SignedAnswer.psbt(draft.psbt()));
    refused(
        draft,
        wallet,
        outputs(known, o -> new CoinOutput(o.units() - 1, o.script())),
        "other outputs");
    refused(draft, wallet, new CoinTransaction(2, known.inputs(), known.outputs(), 5), "lock time");
    List<CoinTransaction.Input> turned = known.inputs().reversed();
    refused(
        draft, wallet, new CoinTransaction(2, turned, known.outputs(), 0), "it spends the coin");
    refused(
        draft,
        wallet,
        new CoinTransaction(2, known.inputs().subList(0, 1), known.outputs(), 0),
        "spends 1 coins and the draft 2");
    Psbt other = Psbt.of(2, new RawTransaction(1, right.inputs(), right.outputs(), 0));
    assertThatThrownBy(() -> SignedAnswer.of(draft.psbt(), other.text()))
        .hasMessageContaining("version or lock time");
  }

  private static CoinTransaction outputs(CoinTransaction of, UnaryOperator<CoinOutput> change) {
    return new CoinTransaction(
        2, of.inputs(), of.outputs().stream().map(change).toList(), of.lockTime());
  }

  private static void refused(
      CoinDraft draft, Wallet wallet, CoinTransaction transaction, String words) {
    List<CoinWitness> witnesses = new ArrayList<>();
    for (CoinTransaction.Input input : transaction.inputs()) {
      boolean isFirst = input.point().txid().startsWith("aa");
      int at = transaction.inputs().indexOf(input);
      witnesses.add(wallet.sign(transaction, at, isFirst ? 0 : 1, isFirst ? 7 : 2));
    }
    String raw = transaction.signed(witnesses).raw();
    assertThatThrownBy(() -> SignedAnswer.of(draft.psbt(), raw))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @EnumSource(
      value = AddressForm.class,
      names = {"BIP49", "BIP84", "BIP86"})
  void aSignatureThatIsMissingOrWrongIsRefused(AddressForm form) {
    Wallet wallet = Wallet.of(form);
    CoinDraft draft = draft(wallet.account());
    assertThatThrownBy(() -> SignedAnswer.of(draft.psbt(), draft.psbt()))
        .hasMessageContaining("input 1 is not signed");
    Psbt psbt = SignedAnswer.psbt(draft.psbt());
    CoinTransaction known = known(psbt);
    List<CoinWitness> witnesses = signed(wallet, known);
    Psbt half = Psbt.of(0, psbt.transaction());
    put(half.input(0), witnesses.getFirst(), form, false);
    assertThatThrownBy(() -> SignedAnswer.of(draft.psbt(), half.text()))
        .hasMessageContaining("input 2 is not signed");
    // Of other keys of the same wallet, and each of its own input turned around.
    List<List<CoinWitness>> wrong = List.of(witnesses.reversed(), tampered(witnesses, form));
    for (List<CoinWitness> one : wrong) {
      String raw = known.signed(one).raw();
      assertThatThrownBy(() -> SignedAnswer.of(draft.psbt(), raw))
          .hasMessageContaining("signature of input 1 is not right");
    }
  }

  /** SIGHASH_NONE instead of ALL, or a bit of the signature. */
  private static List<CoinWitness> tampered(List<CoinWitness> all, AddressForm form) {
    byte[] signature = all.getFirst().stack().getFirst().clone();
    signature[signature.length - 1] ^= 3;
    List<byte[]> stack = new ArrayList<>(all.getFirst().stack());
    stack.set(0, signature);
    assertThat(form).isNotNull();
    return List.of(new CoinWitness(all.getFirst().scriptSig(), stack), all.get(1));
  }

  @Test
  void nonsenseIsRefusedWithWhatWouldBeRight() {
    String draft = draft(Wallet.of(AddressForm.BIP84).account()).psbt();
    for (String typed : List.of("", "???", "00", "cHNidP8=", "70736274ff", "deadbeef".repeat(20))) {
      assertThatThrownBy(() -> SignedAnswer.of(draft, typed))
          .isInstanceOf(Refusal.class)
          .hasMessageStartingWith("signed: ");
    }
  }

  @Test
  void aKeyWithoutItsPlaceBeginsAtItselfAndTheOldestKindHasNoDraft() {
    ExtendedKey key = Wallet.of(AddressForm.BIP84).key();
    OwnAccount bare = OwnAccount.read(BTC, key.publicKey().text(0x0435_87CF));
    Psbt psbt = SignedAnswer.psbt(draft(bare).psbt());
    assertThat(HEX.formatHex(psbt.input(0).all(Psbt.DERIVATION).getFirst().value()))
        .isEqualTo(key.publicKey().fingerprint() + "00000000" + "07000000");
    OwnAccount old = OwnAccount.read(BTC, "pkh(" + key.publicKey().text(0x0435_87CF) + "/0/*)");
    assertThat(old.isSpendable()).isFalse();
    assertThat(old.hasChange()).isFalse();
  }
}
