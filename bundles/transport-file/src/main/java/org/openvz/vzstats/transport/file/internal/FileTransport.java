package org.openvz.vzstats.transport.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.TransportName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Writes the last report into a file, for its owner to look at or to carry: what disp-helper did with {@code protocol: FILE}. Its key is in
 * {@code etc/org.openvz.vzstats.transport.file.cfg}.
 */
@Component(configurationPid = "org.openvz.vzstats.transport.file")
@TransportName("file")
@Designate(ocd = FileTransport.Config.class)
public final class FileTransport implements Transport {

    /** The keys of {@code etc/org.openvz.vzstats.transport.file.cfg}. */
    @ObjectClassDefinition(name = "vzstats file transport")
    public @interface Config {

        /** {@return the file} */
        @AttributeDefinition(description = "The file the last report is written to; its directory is made if need be.")
        String path() default "/var/cache/cep/report.tar.gz";
    }

    private final Path file;

    /**
     * Writes to the configured file.
     *
     * @throws IllegalArgumentException if the path is not absolute
     */
    @Activate
    public FileTransport(Config config) {
        this(Path.of(config.path()));
    }

    FileTransport(Path file) {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("path = " + file + ": write an absolute path");
        }
        this.file = file;
    }

    @Override
    public Delivery deliver(Report report) throws IOException {
        Files.createDirectories(file.getParent());
        // Beside the file, so that the move is atomic: a reader finds the old report or the new one, whole.
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
        try {
            write(unfinished, report.packed());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return new Delivery.Accepted("written to the file");
    }

    private static void write(Path unfinished, byte[] content) throws IOException {
        // A new file always: what lies there may be a link that somebody else put.
        Files.deleteIfExists(unfinished);
        try (FileChannel channel =
                FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }
}
