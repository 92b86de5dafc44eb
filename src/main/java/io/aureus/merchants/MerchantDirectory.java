package io.aureus.merchants;

import io.aureus.money.Catalogue;
import java.util.List;
import java.util.Optional;

/** The merchants in the database, remembered for a few seconds. */
final class MerchantDirectory implements Merchants {
  private final MerchantRows rows;
  private final Catalogue catalogue;
  private final ShortMemory<MerchantId, Merchant> memory;

  MerchantDirectory(
      MerchantRows rows, Catalogue catalogue, ShortMemory<MerchantId, Merchant> memory) {
    this.rows = rows;
    this.catalogue = catalogue;
    this.memory = memory;
  }

  @Override
  public Optional<Merchant> find(MerchantId id) {
    return memory.find(id, this::read);
  }

  private Optional<Merchant> read(MerchantId id) {
    return rows.find(id).map(this::withKnownAssets);
  }

  /** An operator may switch a chain off that merchants have enabled. */
  private Merchant withKnownAssets(Merchant stored) {
    List<String> offered =
        stored.enabledAssets().stream().filter(code -> catalogue.asset(code).isPresent()).toList();
    return stored.withAssets(offered);
  }
}
