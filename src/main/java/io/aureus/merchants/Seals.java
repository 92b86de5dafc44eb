package io.aureus.merchants;

import io.aureus.keys.SecretBox;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Seals each secret under a context that says what it is and whose, so that none can be moved. */
final class Seals {
  private final SecretBox box;

  Seals(SecretBox box) {
    this.box = box;
  }

  Bytes key(String key, MerchantId merchant) {
    return seal(key, keyContext(merchant, Secrets.hash(key)));
  }

  String openKey(StoredKey stored) {
    return open(stored.sealed(), keyContext(stored.merchant(), stored.hash()));
  }

  Bytes apiSecret(String secret, String token, MerchantId merchant) {
    return seal(secret, secretContext(merchant, Secrets.hash(token)));
  }

  String openApiSecret(StoredKey stored) {
    return open(stored.sealed(), secretContext(stored.merchant(), stored.hash()));
  }

  CallbackRows.Sealed callback(CallbackCredentials.Pair pair, MerchantId merchant) {
    return new CallbackRows.Sealed(
        seal(pair.token(), "callback-token:" + merchant),
        seal(pair.secret(), "callback-secret:" + merchant));
  }

  CallbackCredentials.Pair openCallback(CallbackRows.Sealed sealed, MerchantId merchant) {
    return new CallbackCredentials.Pair(
        open(sealed.sealedToken(), "callback-token:" + merchant),
        open(sealed.sealedSecret(), "callback-secret:" + merchant));
  }

  Bytes factor(Bytes secret, long person) {
    return Bytes.of(box.seal(secret.array(), "second-factor:" + person));
  }

  Bytes openFactor(Bytes sealedSecret, long person) {
    return Bytes.of(box.open(sealedSecret.array(), "second-factor:" + person));
  }

  Bytes own(Bytes secret, String name) {
    return Bytes.of(box.seal(secret.array(), "own-secret:" + name));
  }

  Bytes openOwn(Bytes sealed, String name) {
    return Bytes.of(box.open(sealed.array(), "own-secret:" + name));
  }

  private static String keyContext(MerchantId merchant, Bytes hash) {
    return "api-key:" + merchant + ":" + HexFormat.of().formatHex(hash.array());
  }

  private static String secretContext(MerchantId merchant, Bytes tokenHash) {
    return "api-secret:" + merchant + ":" + HexFormat.of().formatHex(tokenHash.array());
  }

  private Bytes seal(String plain, String context) {
    return Bytes.of(box.seal(plain.getBytes(StandardCharsets.UTF_8), context));
  }

  private String open(Bytes sealed, String context) {
    return new String(box.open(sealed.array(), context), StandardCharsets.UTF_8);
  }
}
