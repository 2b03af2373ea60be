package org.openvz.vzstats.collector.support;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.BudgetExceededException.Limit;
import org.openvz.vzstats.api.Host;

/** Runs the commands of a host, one at a time, and lets none outlive its budget. */
final class Commands implements AutoCloseable {

    private static final List<String> DIRECTORIES =
            List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", String.join(File.pathSeparator, DIRECTORIES), "LC_ALL", "C");
    private static final File NOTHING = new File("/dev/null");

    /** How long output, the deadline and an interrupt may wait to be seen; an end is seen at once. */
    private static final long POLL_MILLIS = 10;

    private final RootedPaths paths;
    private final Meter meter;
    private final Budget budget;
    private volatile @Nullable Processes running;

    Commands(RootedPaths paths, Meter meter, Budget budget) {
        this.paths = paths;
        this.meter = meter;
        this.budget = budget;
    }

    /** {@return the output; empty if there is no such command, or it ended with an error} */
    Optional<byte[]> run(List<String> command) throws IOException {
        Optional<Path> executable = lookUp(command.get(0));
        return executable.isPresent() ? run(executable.get(), command) : Optional.empty();
    }

    /** {@return the output; empty if it is not executable, or ended with an error} */
    Optional<byte[]> run(Path script) throws IOException {
        return run(script, List.of(script.toString()));
    }

    @Override
    public void close() {
        Processes current = running;
        if (current != null) {
            current.kill();
        }
    }

    private Optional<byte[]> run(Path executable, List<String> command) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.set(0, executable.toString());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(paths.root().toFile())
                .redirectInput(Redirect.from(NOTHING))
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            // Not executable after all, such as a binary for another machine: no such command.
            return Optional.empty();
        }
        Processes processes = new Processes(process.toHandle());
        running = processes;
        try {
            byte[] output = outputOf(process, processes);
            return process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a command ran");
        } finally {
            // Also what it left behind.
            processes.kill();
            running = null;
            meter.spendCpu(processes.cpuNanos());
            process.getInputStream().close();
        }
    }

    /**
     * Reads only what is there already: a read that waits could not be interrupted, and would wait for ever if a child that the
     * command left behind kept its output open.
     */
    private byte[] outputOf(Process process, Processes processes) throws IOException, InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InputStream stream = process.getInputStream();
        long start = System.nanoTime();
        boolean ended = false;
        while (!ended) {
            ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            for (int ready = stream.available(); ready > 0; ready = stream.available()) {
                byte[] bytes = stream.readNBytes(Math.min(ready, Host.MAX_BYTES));
                meter.spend(bytes.length);
                output.writeBytes(bytes);
                if (output.size() > Host.MAX_BYTES) {
                    throw new BudgetExceededException(Limit.SIZE, "more output than one command may give");
                }
            }
            if (!ended) {
                processes.look();
                requireWithinBudget(System.nanoTime() - start, processes.cpuNanos());
            }
            // Also of one that has ended: close() may have killed it.
            meter.check(processes.cpuNanos());
        }
        return output.toByteArray();
    }

    private void requireWithinBudget(long wallNanos, long cpuNanos) throws BudgetExceededException {
        if (wallNanos >= budget.commandWall().toNanos()) {
            throw new BudgetExceededException(Limit.TIME, "more time than one command may take");
        }
        if (cpuNanos > budget.commandCpu().toNanos()) {
            throw new BudgetExceededException(Limit.PROCESSOR, "more processor time than one command may take");
        }
    }

    private Optional<Path> lookUp(String name) {
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            throw new IllegalArgumentException("a command is a name without a directory");
        }
        return DIRECTORIES.stream()
                .flatMap(directory -> find(directory, name).stream())
                .findFirst();
    }

    private Optional<Path> find(String directory, String name) {
        Optional<Path> file = paths.target(directory + "/" + name).filter(Files::isRegularFile);
        return file.filter(Files::isExecutable).map(target -> paths.target(directory)
                .map(parent -> parent.resolve(name))
                .filter(named -> leadsTo(named, target))
                .orElse(target));
    }

    /** A command with many names, such as busybox, must be called by the one it was asked for: unless that leads out of the root. */
    private static boolean leadsTo(Path named, Path target) {
        try {
            return named.toRealPath().equals(target.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
