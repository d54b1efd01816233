package dev.ringcast.channel;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a channel is doing. */
public sealed interface ChannelState {
    /** Since when. */
    Instant since();

    /** What to call it in JSON and style sheets: {@code starting}, {@code live}, {@code slate} … */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Why, where there is something to explain; otherwise empty. */
    default Optional<String> explanation() {
        return Optional.empty();
    }

    /** The encoder is being opened, or the source has not delivered its first picture yet. */
    record Starting(Instant since) implements ChannelState {}

    /** The source's picture is on air. */
    record Live(Instant since) implements ChannelState {}

    /** The slate is on air, because the source is away. */
    record Slate(Instant since, String reason) implements ChannelState {
        @Override
        public Optional<String> explanation() {
            return Optional.of(reason);
        }
    }

    /** Stopped by somebody. */
    record Stopped(Instant since) implements ChannelState {}

    /** It cannot run as it is configured, or its encoder fails; the reason says what to change. */
    record Failed(Instant since, String reason) implements ChannelState {
        @Override
        public Optional<String> explanation() {
            return Optional.of(reason);
        }
    }
}
