package dev.ringcast.config;

import java.util.Optional;

/**
 * Something that is wrong with the configuration.
 *
 * @param channel the channel that cannot run because of it; empty if it concerns the server
 * @param text names the place, the key, the value (unless it may hold a password) and what is allowed
 */
public record ConfigProblem(Optional<String> channel, String text) {}
