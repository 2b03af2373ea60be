package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Erasable.Holder;
import org.openvz.vzstats.api.PublicStatistics.Fetched;
import org.openvz.vzstats.api.PublicStatistics.Unavailable;
import org.openvz.vzstats.api.Report;

/** A server that reports go to, if one is configured, and the identities that it and former ones have issued. */
final class Destination {

    private static final Pattern IDENTITY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.json");

    private final String name;
    private final Optional<HttpDelivery> delivery;
    private final Optional<String> trouble;
    private final Path directory;
    private final OldId oldId;
    private final Function<URI, CensusServer> servers;
    private final Optional<Publication> publication;

    /**
     * Delivers nothing yet.
     *
     * @param name of the transport
     * @param address where reports go
     * @param directory of the identities
     * @param servers how a server is reached
     * @param publications what a server publishes
     */
    Destination(
            String name,
            Address address,
            Path directory,
            OldId oldId,
            Function<URI, CensusServer> servers,
            Function<URI, Publication> publications) {
        this.name = name;
        this.delivery =
                address.url().map(url -> new HttpDelivery(servers.apply(url), IdentityFile.of(directory, url), oldId));
        this.trouble = address.trouble();
        this.directory = directory;
        this.oldId = oldId;
        this.servers = servers;
        this.publication = address.url().map(publications);
    }

    Delivery deliver(Report report) throws IOException, InterruptedException {
        return delivery.isEmpty()
                ? new Delivery.Retry("no server is configured (url)", null)
                : delivery.get().deliver(report);
    }

    Optional<String> server() {
        return publication.map(Publication::url).map(URI::toString);
    }

    Fetched fetch() throws InterruptedException {
        return publication.isEmpty()
                ? new Unavailable("no server is configured (url)")
                : publication.get().fetch();
    }

    List<String> troubles() {
        List<String> troubles = new ArrayList<>(trouble.stream().toList());
        delivery.ifPresent(one -> troubles.addAll(one.troubles()));
        return troubles.stream().map(one -> name + ": " + one).toList();
    }

    /** {@return the servers that have issued an identity, also those that are configured no more} */
    List<Holder> holders() throws IOException {
        List<Holder> holders = new ArrayList<>();
        for (Path file : identities()) {
            holders.add(new ServerHolder(new IdentityFile(file), servers));
        }
        oldId.holder().ifPresent(holders::add);
        return holders;
    }

    private List<Path> identities() throws IOException {
        List<Path> identities = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(
                    directory,
                    file -> IDENTITY.matcher(file.getFileName().toString()).matches())) {
                files.forEach(identities::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        identities.sort(null);
        return identities;
    }
}
