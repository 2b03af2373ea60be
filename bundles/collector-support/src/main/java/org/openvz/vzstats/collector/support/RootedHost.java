package org.openvz.vzstats.collector.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.BudgetExceededException.Limit;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.RunReadings.Kept;

/**
 * The files and commands beneath a root, within a budget; beneath {@code /} it is this machine. One collector uses it in one run, on
 * one thread; any thread may close it.
 */
public final class RootedHost implements Host, AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final char REPLACED = '\uFFFD';

    private final RootedPaths paths;
    private final Meter meter;
    private final RunReadings readings;
    private final Commands commands;
    private final OwnersTrust trust;
    private final Denied denied = new Denied();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    /**
     * Starts the time of the budget.
     *
     * @param root where the host's files are; a tree that is not there is a host without files
     * @param readings what other collectors of the same run have read
     */
    public RootedHost(Path root, Budget budget, RunReadings readings) {
        this.paths = new RootedPaths(root, readings, denied);
        this.meter = new Meter(budget);
        this.readings = readings;
        this.commands = new Commands(paths, meter, budget);
        this.trust = new OwnersTrust(paths.root());
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        meter.check();
        Optional<Kept<String>> known = readings.file(path);
        if (known.isPresent()) {
            return spent(noted(path, known.get()).found());
        }
        Optional<Path> file = paths.target(path)
                // A FIFO or a device would block. Files of /proc and /sys are regular, of size 0.
                .filter(target -> Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));
        // One that cannot be reached is looked for again by who asks next: so that one is noted, too.
        Kept<String> text = file.isPresent() ? read(file.get()) : Kept.of(Optional.empty());
        if (file.isPresent() || !denied.has(path)) {
            readings.keepFile(path, text);
        }
        return noted(path, text).found();
    }

    @Override
    public List<String> list(String directory) throws IOException {
        meter.check();
        Optional<Kept<List<String>>> known = readings.list(directory);
        if (known.isPresent()) {
            List<String> names = noted(directory, known.get()).found().orElse(List.of());
            meter.spend(names.stream().mapToInt(String::length).sum());
            return names;
        }
        Optional<Path> target = paths.target(directory);
        Kept<List<String>> names = target.isPresent() ? list(target.get()) : Kept.of(Optional.empty());
        if (target.isPresent() || !denied.has(directory)) {
            readings.keepList(directory, names);
        }
        return noted(directory, names).found().orElse(List.of());
    }

    @Override
    public boolean exists(String path) {
        return paths.target(path).isPresent();
    }

    @Override
    public Optional<String> linkName(String path) {
        return paths.entry(path)
                .filter(Files::isSymbolicLink)
                .flatMap(RootedHost::targetOf)
                .map(Path::getFileName)
                .map(Path::toString);
    }

    @Override
    public Optional<Space> space(String path) {
        return paths.target(path).flatMap(RootedHost::spaceOf);
    }

    /**
     * {@inheritDoc}
     *
     * @throws java.io.InterruptedIOException if the thread is interrupted; it stays so
     */
    @Override
    public Optional<String> run(List<String> command) throws IOException {
        meter.check();
        Optional<Kept<String>> known = readings.output(command);
        if (known.isPresent()) {
            return spent(known.get().found());
        }
        try {
            Optional<String> output = commands.run(command).flatMap(RootedHost::text);
            readings.keepOutput(command, output);
            return output;
        } catch (BudgetExceededException e) {
            readings.keepOutput(command, Optional.empty());
            throw e;
        }
    }

    @Override
    public Trust trust(String path) {
        Optional<Path> entry = paths.entry(path);
        return entry.isPresent() ? trust.of(entry.get()) : Trust.NONE;
    }

    /**
     * {@inheritDoc}
     *
     * @throws java.io.InterruptedIOException if the thread is interrupted; it stays so
     */
    @Override
    public Optional<String> runScript(String path) throws IOException {
        meter.check();
        Optional<Path> script = paths.entry(path).filter(entry -> trust.of(entry) == Trust.EXECUTABLE);
        // Not among the outputs of the run: those of a preview, in which more scripts are run, must not differ.
        return script.isPresent() ? commands.run(script.get()).flatMap(RootedHost::text) : Optional.empty();
    }

    /** {@return what this process has no right to read although it was asked for, sorted; not to the last name, which may be a guest's} */
    public List<String> denied() {
        return denied.sources();
    }

    /** Ends the run: a command that is running is killed with its children, and nothing more is read. */
    @Override
    public void close() {
        meter.end();
        commands.close();
    }

    private <T> Kept<T> noted(String path, Kept<T> kept) {
        if (kept.denied()) {
            denied.add(path);
        }
        return kept;
    }

    /** What is known already costs no less of the budget: who asks for it must not depend on who asked before. */
    private Optional<String> spent(Optional<String> text) throws BudgetExceededException {
        meter.spend(text.map(String::length).orElse(0));
        return text;
    }

    private Kept<String> read(Path file) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (channel.read(chunk.clear()) >= 0) {
                meter.spend(chunk.position());
                content.write(chunk.array(), 0, chunk.position());
                if (content.size() > MAX_BYTES) {
                    return Kept.of(Optional.empty());
                }
            }
        } catch (BudgetExceededException | ClosedByInterruptException e) {
            throw e;
        } catch (AccessDeniedException e) {
            return Kept.ofDenied();
        } catch (IOException e) {
            // Gone meanwhile, or a file of /sys that has no value now: by contract the same as absent.
            return Kept.of(Optional.empty());
        }
        return Kept.of(text(content.toByteArray()));
    }

    private Kept<List<String>> list(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                names.add(name);
                meter.spend(name.length());
                if (names.size() > MAX_NAMES) {
                    throw new BudgetExceededException(Limit.SIZE, "more than " + MAX_NAMES + " names in one directory");
                }
            }
        } catch (BudgetExceededException e) {
            throw e;
        } catch (AccessDeniedException e) {
            return Kept.ofDenied();
        } catch (IOException | DirectoryIteratorException e) {
            // No directory: by contract the same as absent.
            return Kept.of(Optional.empty());
        }
        Collections.sort(names);
        return Kept.of(Optional.of(List.copyOf(names)));
    }

    private static Optional<Path> targetOf(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException e) {
            // Gone meanwhile.
            return Optional.empty();
        }
    }

    private static Optional<Space> spaceOf(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            return Optional.of(new Space(store.type(), store.getTotalSpace(), store.getUnallocatedSpace()));
        } catch (IOException e) {
            // A file system that does not answer, such as a dead network mount.
            return Optional.empty();
        }
    }

    /** Strictly: what is no text is not read as one with gaps. */
    private static Optional<String> text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // The decoder that tells an error takes ten times as long; the other one leaves this mark, which a text may
        // have by itself.
        return text.indexOf(REPLACED) < 0 || isUtf8(bytes) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
