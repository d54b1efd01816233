package dev.ringcast.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the values of one scope, the server's or a channel's. Faults are collected, so that all are reported at once. */
final class Values {
    private final Map<String, Given> given;
    private final List<String> faults;

    /**
     * @param given what is written, by key
     * @param faults takes what is wrong
     */
    Values(Map<String, Given> given, List<String> faults) {
        this.given = given;
        this.faults = faults;
    }

    /** The value, or its default if it is absent or bad. */
    <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseGet(() -> setting.type()
                        .parse(setting.defaultValue()
                                .orElseThrow(() -> new IllegalStateException(
                                        setting.key() + " has a default that depends on other settings"))));
    }

    /** The value, if it is written and good. */
    <T> Optional<T> find(Setting<T> setting) {
        Given written = given.get(setting.key());
        if (written == null) {
            return Optional.empty();
        }
        if (written.value().isEmpty()) {
            fault(written, "the value is missing; allowed: " + setting.type().allowed());
            return Optional.empty();
        }
        try {
            return Optional.of(setting.type().parse(written.value()));
        } catch (IllegalArgumentException e) {
            faults.add(shown(setting) + ": allowed: " + setting.type().allowed());
            return Optional.empty();
        }
    }

    /** Where the value comes from and, unless it may hold a secret, what it is: for a message about what is wrong. */
    String shown(Setting<?> setting) {
        Given written = given.get(setting.key());
        if (written == null) {
            return setting.key() + "=" + setting.defaultWords() + " (the default)";
        }
        return setting.isSecret() ? written.place() : written.shown();
    }

    /** Whether something is written for it, good or bad. */
    boolean has(Setting<?> setting) {
        return given.containsKey(setting.key());
    }

    void fault(String text) {
        faults.add(text);
    }

    private void fault(Given written, String text) {
        faults.add(written.place() + ": " + text);
    }
}
