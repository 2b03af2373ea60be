package org.openvz.vzstats.geoip.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Countries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the countries, as somebody replaces it now and then. At a change it is read anew, when it has not changed any more from
 * one look to the next: then nobody is writing it. What is no database does not take the place of one that is. Only when the file is gone
 * for good nothing is known any more: its licence may have ended.
 */
final class CountryFile implements Countries {

    /** Those of cities are larger, too, and not needed. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(CountryFile.class);

    private final Path file;
    private volatile @Nullable CountryDatabase database;
    private @Nullable Stamp seen;
    private @Nullable Stamp used;

    CountryFile(Path file) {
        this.file = file;
    }

    /** What tells a file from what was there before; all null if there is none. */
    private record Stamp(boolean there, @Nullable Object key, long size, @Nullable FileTime changed) {

        static final Stamp NOTHING = new Stamp(false, null, 0, null);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(found.isRegularFile(), found.fileKey(), found.size(), found.lastModifiedTime());
            } catch (IOException e) {
                return NOTHING;
            }
        }
    }

    @Override
    public Optional<String> of(InetAddress address) {
        CountryDatabase now = database;
        return now == null ? Optional.empty() : now.country(address);
    }

    /** Looks whether the file has changed. The first time there is nothing to lose: it is read as it is. */
    synchronized void look() {
        Stamp now = Stamp.of(file);
        boolean settled = seen == null || now.equals(seen);
        seen = now;
        if (settled && !now.equals(used)) {
            used = now;
            renew(now);
        }
    }

    private void renew(Stamp now) {
        if (!now.there()) {
            database = null;
            LOG.warn("GeoIP: there is no file where the key database says it is; countries are unknown");
            return;
        }
        try {
            CountryDatabase read = CountryDatabase.of(read());
            if (!Stamp.of(file).equals(now)) {
                // Somebody has begun to write it meanwhile: it is read when that has ended.
                return;
            }
            database = read;
            LOG.info("GeoIP: countries as of {}", read.built());
        } catch (IOException e) {
            LOG.warn(
                    "GeoIP: the database cannot be read or is damaged; {}",
                    database == null ? "countries are unknown" : "the one before it stays in use");
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("too large");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new IOException("gone", e);
        }
    }
}
