/**
 * Bitcoin and Litecoin: outputs to watched scripts, in the mempool and in blocks. They are read
 * from bitcoind and litecoind by JSON-RPC, or from Electrum servers that strangers run.
 *
 * <p>The seam between the two is {@code CoinSource}: a node of our own gives whole blocks, servers
 * give what they say our scripts are in, each with its proof. Behind the seam everything is one:
 * the same observer walks from block to block, the same code finds and records, so that orders and
 * payouts cannot tell where the chain was read. What is asked of a single node or server is {@code
 * CoinNode}.
 *
 * <p>Litecoin's extension blocks (MWEB) are read past: what moves inside them is not seen, what
 * leaves them into a usual output is.
 */
@org.jspecify.annotations.NullMarked
package io.aureus.chains.bitcoin;
