package io.aureus.keys;

import io.aureus.testing.EvmKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.util.BigIntegers;

/**
 * An account in a merchant's own wallet: a test signs with it what the program never could. It
 * derives on its own.
 */
public final class MerchantAccount {
  private static final List<String> WORDS =
      List.of("test test test test test test test test test test test junk".split(" "));
  private static final BigInteger ORDER = SECNamedCurves.getByName("secp256k1").getN();
  private static final int HARDENED = 0x8000_0000;

  private final int number;
  private final Node account;

  /** A private key of BIP32. */
  private static final class Node {
    private final BigInteger secret;
    private final byte[] chainCode;

    Node(BigInteger secret, byte[] chainCode) {
      this.secret = secret;
      this.chainCode = chainCode;
    }

    Node child(int index) {
      byte[] bare = BigIntegers.asUnsignedByteArray(32, secret);
      ByteBuffer data = ByteBuffer.allocate(37);
      if (index < 0) {
        data.put((byte) 0).put(bare);
      } else {
        data.put(ExtendedPublicKey.compressed(new JavaCurve().point(bare)));
      }
      byte[] both = Digests.hmacSha512(chainCode).doFinal(data.putInt(index).array());
      BigInteger tweak = new BigInteger(1, Arrays.copyOf(both, 32));
      return new Node(tweak.add(secret).mod(ORDER), Arrays.copyOfRange(both, 32, 64));
    }
  }

  /**
   * @param number the account's; 0 is that of the payer of test chains
   */
  public MerchantAccount(int number) {
    this.number = number;
    byte[] both =
        Digests.hmacSha512("Bitcoin seed".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .doFinal(Mnemonic.seed(WORDS, ""));
    account =
        new Node(new BigInteger(1, Arrays.copyOf(both, 32)), Arrays.copyOfRange(both, 32, 64))
            .child(44 | HARDENED)
            .child(60 | HARDENED)
            .child(number | HARDENED);
  }

  /** What the merchant pastes. */
  public String xpub() {
    return ExtendedKey.master(new JavaCurve(), Mnemonic.seed(WORDS, ""))
        .descend(44 | HARDENED, 60 | HARDENED, number | HARDENED)
        .publicKey()
        .text();
  }

  /** The key of {@code m/44'/60'/n'/0/index}. */
  public EvmKey key(int index) {
    return new EvmKey(account.child(0).child(index).secret);
  }

  /** The key of this address, of the first 100. */
  public EvmKey keyOf(String address) {
    for (int i = 0; i < 100; i++) {
      EvmKey key = key(i);
      if (key.address().equalsIgnoreCase(address)) {
        return key;
      }
    }
    throw new AssertionError(address + " is none of the first 100 of this account");
  }
}
