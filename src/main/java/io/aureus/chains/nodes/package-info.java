/**
 * What all families share that talk to nodes by JSON-RPC: one endpoint, what its failures mean, and
 * several nodes of one chain held against one another.
 */
@org.jspecify.annotations.NullMarked
package io.aureus.chains.nodes;
