package dev.ringcast.config;

import java.util.Optional;

/**
 * One key of the configuration.
 *
 * @param key for a setting of a channel, what follows {@code channel.NAME.}
 * @param type how its value is written
 * @param defaultValue what holds where it is absent; empty if that depends on other settings
 * @param defaultWords the default in words, for the reference
 * @param description for the reference
 */
record Setting<T>(
        String key, ValueType<T> type, Optional<String> defaultValue, String defaultWords, String description) {
    static <T> Setting<T> of(String key, ValueType<T> type, String defaultValue, String description) {
        return new Setting<>(key, type, Optional.of(defaultValue), defaultValue, description);
    }

    /** A setting whose default depends on others. */
    static <T> Setting<T> derived(String key, ValueType<T> type, String defaultWords, String description) {
        return new Setting<>(key, type, Optional.empty(), defaultWords, description);
    }

    /** Whether the value is or may hold a secret, so that it must not be shown. */
    boolean isSecret() {
        return key.equals(Settings.SOURCE.key()) || type.name().equals(ValueTypes.SECRET);
    }
}
