package io.aureus.chains;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a look into the mempool found.
 *
 * @param sightings in transactions that wait; their block is not looked at
 * @param since since when their transactions wait; those that are missing came now
 * @param listed whether a transaction of these still waits
 */
public record MempoolLook(
    List<Sighting> sightings, Map<String, Instant> since, Predicate<String> listed) {}
