package dev.ringcast.it;

import dev.ringcast.testing.Http;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;

/** What a server tells everybody of its channels. */
final class ChannelStates {
    private ChannelStates() {}

    /**
     * The state of a channel, in the word that the page has for it.
     *
     * @param list the address of {@code channels.json}
     */
    static String of(URI list, String channel) throws IOException, InterruptedException {
        return Http.anonymous().json(list).getJsonArray("channels").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("name").equals(channel))
                .findFirst()
                .orElseThrow()
                .getString("state");
    }
}
