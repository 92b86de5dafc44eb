package io.aureus.chains;

import java.time.Instant;

/** What is kept of a block that was read. */
public record BlockHeader(long number, String hash, String parent, Instant time) {}
