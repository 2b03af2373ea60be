package org.openvz.vzstats.server.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was downloaded, by day: the passive mode. Nothing of who downloaded it is here but the country.
 *
 * <p>Nobody publishes this: these are exact numbers. What everybody may see is the document {@link Releases#DOWNLOADS}.
 */
@ProviderType
public interface Downloads {

    /**
     * {@return up to which byte a log was counted, uncompressed; 0 if it was never seen}
     *
     * @param log 64 hex digits that name it, however its file is called
     * @throws StoreUnavailableException if it cannot be read
     */
    long position(String log);

    /**
     * Counts what a log says from one position up to another, all of it or nothing. When this returns true, it is durable.
     *
     * @param counts how often what was downloaded
     * @param addresses how many different addresses downloaded a product on a day, as far as this process can tell; the largest of all that
     *     were told stays
     * @return whether it was counted; not if the log is at another position by now, since another process counts it, too
     * @throws StoreUnavailableException if it could not be made durable
     */
    boolean add(Part part, Map<Download, Long> counts, Map<Reach, Long> addresses);

    /**
     * All that was downloaded from a day on up to another, both included.
     *
     * @throws StoreUnavailableException if it cannot be read
     */
    Totals totals(LocalDate first, LocalDate last);

    /**
     * A part of a log.
     *
     * @param log names it
     * @param from the first byte
     * @param to the byte after the last one
     */
    record Part(String log, long from, long to) {}

    /**
     * A cell.
     *
     * @param day in UTC, as the log says it
     * @param country two letters of ISO 3166; empty if it is not known
     */
    record Download(LocalDate day, Item item, String country) {}

    /**
     * What can be downloaded.
     *
     * @param kind image, update or template
     * @param version empty if it has none
     * @param architecture empty if it has none
     */
    record Item(String product, String kind, String version, String architecture) {}

    /**
     * Whom a product reached.
     *
     * @param product empty: any
     */
    record Reach(LocalDate day, String product) {}

    /**
     * Sums.
     *
     * @param items what, how often
     * @param countries from where, how often; the unknown one is empty
     * @param days when, how often
     * @param addresses to how many addresses at least, of the days on which that is known
     */
    record Totals(
            Map<Item, Long> items,
            Map<String, Long> countries,
            SortedMap<LocalDate, Long> days,
            Map<Reach, Long> addresses) {

        /** That of a server that counts no downloads. */
        public static final Totals NONE = new Totals(Map.of(), Map.of(), new TreeMap<>(), Map.of());

        /** {@return the days on which it is known to how many addresses a product went, the empty one: any} */
        public List<Long> addressesOf(String product) {
            return addresses.entrySet().stream()
                    .filter(reach -> reach.getKey().product().equals(product))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
