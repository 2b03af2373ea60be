package org.openvz.vzstats.web.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.Dictionary;

/** The pages that were made of one release and one dictionary; the ones asked for last are kept, up to a bound. */
final class MadePages {

    private static final long MOST_BYTES = 12L << 20;

    private final Map<String, Body> pages = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private @Nullable Edition edition;

    /** What the pages are made of. */
    private record Edition(long release, Dictionary words, Catalog catalog) {

        boolean is(long number, Dictionary current) {
            return release == number && words.equals(current);
        }
    }

    /** {@return a page, made if it is not there} */
    Body get(Optional<Overview> release, Dictionary words, String name, Supplier<Body> make) {
        Edition current;
        synchronized (this) {
            current = edition(release, words);
            Body page = pages.get(name);
            if (page != null) {
                return page;
            }
        }
        // Without the lock: who finds a page need not wait for who makes one.
        Body page = make.get();
        synchronized (this) {
            if (current.equals(edition) && pages.putIfAbsent(name, page) == null) {
                bytes += page.size();
                while (bytes > MOST_BYTES) {
                    Body oldest = pages.remove(pages.keySet().iterator().next());
                    bytes -= oldest == null ? 0 : oldest.size();
                }
            }
        }
        return page;
    }

    synchronized Catalog catalog(Optional<Overview> release, Dictionary words) {
        return edition(release, words).catalog();
    }

    private synchronized Edition edition(Optional<Overview> release, Dictionary words) {
        long number = release.map(Overview::release).orElse(-1L);
        Edition last = edition;
        if (last == null || !last.is(number, words)) {
            last = new Edition(
                    number,
                    words,
                    Catalog.of(words, release.map(Overview::metrics).orElseGet(java.util.TreeMap::new)));
            edition = last;
            pages.clear();
            bytes = 0;
        }
        return last;
    }
}
