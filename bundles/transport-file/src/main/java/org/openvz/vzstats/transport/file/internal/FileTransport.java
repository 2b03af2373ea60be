package org.openvz.vzstats.transport.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Erasable;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.TransportName;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.openvz.vzstats.report.InvalidReportException;
import org.openvz.vzstats.report.ReportReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Writes the last report into a file, for its owner to look at or to carry: what disp-helper did with {@code protocol: FILE}; and unpacked
 * into a directory, as that did always. Its keys are in {@code etc/org.openvz.vzstats.transport.file.cfg}.
 */
@Component(
        service = {Transport.class, Erasable.class},
        configurationPid = "org.openvz.vzstats.transport.file")
@TransportName("file")
@Designate(ocd = FileTransport.Config.class)
public final class FileTransport implements Transport, Erasable {

    /** The keys of {@code etc/org.openvz.vzstats.transport.file.cfg}. */
    @ObjectClassDefinition(name = "vzstats file transport")
    public @interface Config {

        /** {@return the file} */
        @AttributeDefinition(description = "The file the last report is written to; its directory is made if need be.")
        String path() default "/var/cache/cep/report.tar.gz";

        /** {@return the directory} */
        @AttributeDefinition(description = "The directory the last report is unpacked into; empty: none.")
        String output() default "/vz/tmp/cep/output";
    }

    private final Path file;
    private final Optional<Output> output;

    /**
     * Writes to the configured file.
     *
     * @throws IllegalArgumentException if a path is not absolute
     */
    @Activate
    public FileTransport(Config config) {
        this(Path.of(config.path()), config.output());
    }

    FileTransport(Path file, String output) {
        this.file = absolute("path", file);
        this.output = Optional.of(output.strip())
                .filter(written -> !written.isEmpty())
                .map(written -> new Output(absolute("output", Path.of(written))));
    }

    @Override
    public Delivery deliver(Report report) throws IOException {
        Files.createDirectories(file.getParent());
        DurableFiles.write(file, report.packed());
        if (output.isPresent()) {
            try {
                output.get().write(ReportReader.files(report.packed()), (int) Files.getAttribute(file, "unix:uid"));
            } catch (Output.RefusedException e) {
                return new Delivery.Retry(String.valueOf(e.getMessage()), null);
            } catch (InvalidReportException e) {
                return new Delivery.Refused("it cannot be unpacked");
            }
        }
        return new Delivery.Accepted("written to the file");
    }

    /** {@return what is removed when the node is forgotten: these files, and nobody else has to be asked} */
    @Override
    public List<Holder> holders() {
        boolean written = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || output.filter(Output::exists).isPresent();
        return written ? List.of(new OwnFiles()) : List.of();
    }

    private static Path absolute(String key, Path path) {
        if (!path.isAbsolute() || path.getNameCount() < 2) {
            throw new IllegalArgumentException(key + " = " + path + ": write an absolute path");
        }
        return path.normalize();
    }

    /** The files of the last report. */
    private final class OwnFiles implements Holder {

        @Override
        public String name() {
            return "the file transport";
        }

        @Override
        public Erasure erase() {
            return new Erasure.Nothing();
        }

        @Override
        public void forget() throws IOException {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
            if (output.isPresent()) {
                output.get().remove();
            }
        }
    }
}
