/**
 * The Electrum protocol (1.4): JSON-RPC 2.0 in lines over TCP or TLS, with servers that strangers
 * run. Every answer is bounded in time and in size, and what is no answer breaks the line to that
 * server and nothing else. What the answers say is judged by whoever asks.
 */
@org.jspecify.annotations.NullMarked
package io.aureus.chains.electrum;
