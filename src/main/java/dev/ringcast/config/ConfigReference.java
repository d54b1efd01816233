package dev.ringcast.config;

import java.util.ArrayList;
import java.util.List;

/** What can be configured, for people: made from the same table that the configuration is read by. */
public final class ConfigReference {
    private ConfigReference() {}

    /**
     * One key.
     *
     * @param key as in the file, {@code NAME} standing for a channel's name
     * @param type how the value is written, in a word
     * @param defaultValue what holds where the key is absent
     * @param allowed bounds or choices
     * @param description what it does
     */
    public record Entry(String key, String type, String defaultValue, String allowed, String description) {}

    /** Every key, in the order of the reference. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        Settings.SERVER.forEach(setting -> entries.add(entry("", setting)));
        Settings.CHANNEL.forEach(setting -> entries.add(entry("channel.NAME.", setting)));
        return entries;
    }

    /** The reference as a table in Markdown. */
    public static String markdown() {
        StringBuilder table =
                new StringBuilder("| Key | Type | Default | Allowed | Meaning |\n|---|---|---|---|---|\n");
        for (Entry entry : entries()) {
            table.append("| `").append(entry.key());
            table.append("` | ").append(entry.type());
            table.append(" | ").append(entry.defaultValue());
            table.append(" | ").append(entry.allowed());
            table.append(" | ").append(entry.description()).append(" |\n");
        }
        return table.toString();
    }

    private static Entry entry(String prefix, Setting<?> setting) {
        return new Entry(
                prefix + setting.key(),
                setting.type().name(),
                setting.defaultWords(),
                setting.type().allowed(),
                setting.description());
    }
}
