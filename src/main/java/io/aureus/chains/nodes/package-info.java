/**
 * What all families share that talk to nodes: one endpoint by JSON-RPC or REST, what its failures
 * mean, the certificate that it may show, and several nodes of one chain held against one another.
 */
@org.jspecify.annotations.NullMarked
package io.aureus.chains.nodes;
