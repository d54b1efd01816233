package dev.ringcast.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Viewers that come one by one and stay; one that had to give up comes back within a second. For one thread. */
final class Crowd {
    private static final long SECOND = 1_000_000_000L;

    private final HttpLoop loop;
    private final ViewerStream stream;
    private final Audience audience;
    private final boolean single;
    private final List<Viewer> viewers = new ArrayList<>();

    /** @param single whether each has one connection instead of two */
    Crowd(HttpLoop loop, ViewerStream stream, Audience audience, boolean single) {
        this.loop = loop;
        this.stream = stream;
        this.audience = audience;
        this.single = single;
    }

    /** Lets more come, evenly, until there are so many. */
    void grow(int size, int perSecond) throws IOException {
        long begin = System.nanoTime();
        for (int more = 1; viewers.size() < size; more++) {
            viewers.add(new Viewer(loop, stream, audience, single));
            loop.run(begin + more * SECOND / perSecond);
        }
    }

    /** Lets them watch. */
    void watch(int seconds) throws IOException {
        long begin = System.nanoTime();
        for (int second = 1; second <= seconds; second++) {
            loop.run(begin + second * SECOND);
            comeBack();
        }
    }

    /** Those who had to give up begin anew. */
    void comeBack() throws IOException {
        for (int i = 0; i < viewers.size(); i++) {
            if (viewers.get(i).dropped()) {
                viewers.set(i, new Viewer(loop, stream, audience, single));
            }
        }
    }

    /** What follows is measured. */
    void begin() {
        viewers.forEach(Viewer::begin);
    }

    /** How many have received so many parts since then and never were more than one behind the live edge. */
    long kept(int parts) {
        return viewers.stream().filter(viewer -> viewer.kept(parts)).count();
    }
}
