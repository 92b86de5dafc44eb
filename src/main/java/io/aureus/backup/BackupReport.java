package io.aureus.backup;

import java.time.Instant;
import java.util.Map;

/**
 * What a back-up holds.
 *
 * @param id of the back-up
 * @param mode live, demo or signer
 * @param version of the schema
 * @param rows by table
 * @param newest in words, by what it is
 * @param settings that were set where it was made, but for secrets
 */
public record BackupReport(
    String id,
    Instant madeAt,
    String mode,
    String version,
    Map<String, Long> rows,
    Map<String, String> newest,
    Map<String, String> settings) {}
