package dev.ringcast.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Asks for what hls.js asks for at the live edge: the playlist once, then blocking reloads without a pause, with delta
 * updates, and each new part as soon as a playlist lists it, one after the other. It starts at the live edge.
 */
final class Viewer implements HttpConnection.Listener {
    /** Parts. Who is farther behind goes on at the live edge: a crowd that makes up for all it missed never recovers. */
    private static final int MOST_BEHIND = 10;

    private final ViewerStream stream;
    private final Audience audience;
    private final HttpConnection playlists;
    private final HttpConnection parts;
    private int connecting;
    private boolean reloading;
    private boolean fetching;
    private boolean dropped;

    /** The newest part listed; -1 before the first playlist. */
    private long listed = -1;

    private long next;
    private int received;
    private boolean behind;

    /** @param single whether everything goes over one connection; else parts have one of their own */
    Viewer(HttpLoop loop, ViewerStream stream, Audience audience, boolean single) throws IOException {
        this.stream = stream;
        this.audience = audience;
        this.connecting = single ? 1 : 2;
        this.playlists = loop.connect(this);
        this.parts = single ? playlists : loop.connect(this);
    }

    /** What follows is measured. */
    void begin() {
        received = 0;
        behind = false;
    }

    /** Whether it has given up because something failed. */
    boolean dropped() {
        return dropped;
    }

    /** Whether it received so many parts since {@link #begin} and never was more than one behind the live edge. */
    boolean kept(int all) {
        return !dropped && !behind && received == all;
    }

    /** Closes its connections. */
    void close() {
        playlists.close();
        parts.close();
    }

    @Override
    public void connected(HttpConnection connection) {
        connecting--;
        if (connecting == 0) {
            playlists.send(stream.playlist());
        }
    }

    @Override
    public void answered(HttpConnection connection, int status, ByteBuffer body, long nanos) {
        audience.answered();
        boolean playlist = connection == playlists && (parts != playlists || !fetching);
        if (status != 200) {
            drop((playlist ? "playlist " : "part ") + status);
        } else if (playlist) {
            reloaded(stream.hinted(body) - 1, nanos);
        } else {
            fetched(nanos);
        }
    }

    private void reloaded(long newest, long nanos) {
        reloading = false;
        if (listed < 0) {
            next = newest + 1;
        } else if (newest <= listed) {
            drop("playlist without what was asked for");
            return;
        } else {
            for (long part = listed + 1; part <= newest; part++) {
                audience.listed(part, nanos);
            }
        }
        listed = newest;
        if (newest - next > MOST_BEHIND && !fetching) {
            next = newest;
        }
        goOn();
    }

    private void fetched(long nanos) {
        fetching = false;
        if (audience.measures(next)) {
            received++;
            behind |= audience.received(next, nanos);
        }
        next++;
        goOn();
    }

    private void goOn() {
        if (!fetching && next <= listed) {
            fetching = true;
            parts.send(stream.part(next));
        }
        if (!dropped && !reloading && (!fetching || parts != playlists)) {
            reloading = true;
            playlists.send(stream.reload(listed + 1));
        }
    }

    @Override
    public void failed(HttpConnection connection, String reason) {
        drop(reason);
    }

    private void drop(String why) {
        if (!dropped) {
            dropped = true;
            audience.failed(why);
            close();
        }
    }
}
