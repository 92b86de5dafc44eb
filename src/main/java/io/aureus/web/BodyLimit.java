package io.aureus.web;

/**
 * How large a request body may be.
 *
 * @param bytes 1,024 to 10,485,760
 */
public record BodyLimit(int bytes) {}
