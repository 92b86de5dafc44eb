package io.aureus.merchants;

import java.util.Optional;

/** The merchants of this deployment. Answers may be a few seconds old. */
public interface Merchants {
  Optional<Merchant> find(MerchantId id);

  /** The merchant of a row of ours; a missing one is a broken database, not an input. */
  default Merchant known(MerchantId id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no merchant " + id));
  }
}
