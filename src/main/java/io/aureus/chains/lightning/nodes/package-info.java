/**
 * The nodes of Lightning that people run, each behind {@code LightningNode}: what they say is read
 * strictly, what they do not say is not guessed, and no credential is in any words.
 */
@org.jspecify.annotations.NullMarked
package io.aureus.chains.lightning.nodes;
