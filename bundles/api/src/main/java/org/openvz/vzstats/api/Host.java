package org.openvz.vzstats.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The host as a collector may see it: files beneath a root, and commands found beneath it. Every call is bounded in bytes and in
 * time; what is absent, unreadable, oversized or no text is empty, never a part of the truth.
 *
 * <p>Paths are absolute, as on the host itself. Symbolic links are followed beneath the root and never out of it.
 */
@ProviderType
public interface Host {

    /** The most bytes that {@link #read} and {@link #run} give: {@value} (4 MiB). The processors of a host with 512 threads take 1 MiB. */
    int MAX_BYTES = 4 << 20;

    /** The most names that {@link #list} gives. */
    int MAX_NAMES = 16_384;

    /**
     * Reads a text file.
     *
     * @return its content, or empty if there is no such readable file, if it is longer than {@link #MAX_BYTES}, or no UTF-8
     * @throws BudgetExceededException if the collector has read more than its budget allows
     */
    Optional<String> read(String path) throws IOException;

    /**
     * Lists a directory.
     *
     * @return the names in it, sorted; empty if there is no such directory
     * @throws BudgetExceededException if there are more than {@link #MAX_NAMES}
     */
    List<String> list(String directory) throws IOException;

    /** {@return whether there is a file, a directory or a link with a target at this path} */
    boolean exists(String path);

    /** {@return the last name of a symbolic link's target, such as {@code ixgbe} for a driver link; empty if it is no link} */
    Optional<String> linkName(String path);

    /** {@return the space of the file system that holds this path; empty if there is no such path} */
    Optional<Space> space(String path);

    /**
     * Runs a command and waits for its end. It gets a fixed environment ({@code PATH}, {@code LC_ALL=C}), no input, and no time
     * beyond the collector's budget; it is killed with its children.
     *
     * @param command a name that is looked up in the usual directories beneath the root, then its arguments
     * @return what it wrote to its standard output, or empty if there is no such command, or it ended with an error
     * @throws BudgetExceededException if it wrote more than {@link #MAX_BYTES} or took too long
     */
    Optional<String> run(List<String> command) throws IOException;

    /**
     * Tells how far what is at a path can be trusted: whether it is certain that nobody wrote it but the owner of the host's root
     * directory, on a real host root. So it is if the file and all directories above it belong to that owner, and neither their group
     * nor others may write to them.
     */
    Trust trust(String path);

    /**
     * Runs a script of the owner, if its trust is {@link Trust#EXECUTABLE}. Without arguments; otherwise as a command, see {@link #run}.
     *
     * @return what it wrote to its standard output, or empty if it may not be run, or ended with an error
     * @throws BudgetExceededException if it wrote more than {@link #MAX_BYTES} or took too long
     */
    Optional<String> runScript(String path) throws IOException;

    /** How far something in the host's tree can be trusted. */
    enum Trust {
        /** There is nothing, or a link, a pipe or the like, or somebody else could have written it. */
        NONE,
        /** The owner of the host's root wrote it. */
        WRITTEN_BY_OWNER,
        /** The same, and it is a file that its owner may execute. */
        EXECUTABLE
    }

    /**
     * The space of a file system.
     *
     * @param type its type as the kernel names it, such as {@code ext4}
     * @param totalBytes its size
     * @param freeBytes what is free, also what only root may use
     */
    record Space(String type, long totalBytes, long freeBytes) {}
}
