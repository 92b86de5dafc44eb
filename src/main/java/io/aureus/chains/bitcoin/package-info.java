/**
 * Bitcoin and Litecoin over the JSON-RPC of bitcoind and litecoind: outputs to watched scripts, in
 * the mempool and in blocks.
 *
 * <p>Litecoin's extension blocks (MWEB) are read past: what moves inside them is not seen, what
 * leaves them into a usual output is.
 */
@org.jspecify.annotations.NullMarked
package io.aureus.chains.bitcoin;
