/** Ethereum and its relatives over JSON-RPC: native transfers and listed ERC-20 tokens. */
@org.jspecify.annotations.NullMarked
package io.aureus.chains.evm;
