/**
 * The texts of Lightning as plain values, read and checked before any node is asked: BOLT11
 * invoices, LNURL, Lightning addresses, and BOLT12 offers as far as handing them to a node needs.
 *
 * <p>What is read comes from strangers. So nothing is looked at before its length is bounded, and
 * whatever is wrong is a {@code LightningRefusal}. Of two readings that programs disagree about,
 * none is taken: an invoice with two payment hashes is refused.
 *
 * <p>Signatures are checked here with public keys alone. Whoever signs an invoice keeps its key to
 * itself and gives a {@code HashSigner}.
 */
@NamedInterface("lightning")
@NullMarked
package io.aureus.chains.lightning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
