package org.openvz.vzstats.transport.file.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openvz.vzstats.durable.files.DurableFiles;

/**
 * The last report as files that its owner can read: what disp-helper left in {@code /vz/tmp/cep/output}. As long as the manifest is not there
 * the set is not whole: it goes first and comes last. Only what the index lists was written by us, and is replaced or removed.
 */
final class Output {

    private static final String MANIFEST = "manifest.json";
    private static final String INDEX = ".vzstats";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}\\.json");

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    private final Path directory;

    Output(Path directory) {
        this.directory = directory;
    }

    /** Something that is not ours is in the way; the message is for the owner. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private RefusedException(String why) {
            super(why);
        }
    }

    /**
     * Replaces the former report.
     *
     * @param files name to text, the manifest among them
     * @param user the number of the user that we are
     * @throws RefusedException if it would touch what is not ours
     */
    void write(SortedMap<String, String> files, int user) throws IOException {
        if (!isWanted()) {
            return;
        }
        make();
        requireOurs(user);
        Set<String> former = index();
        for (String name : files.keySet()) {
            if (!former.contains(name) && Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new RefusedException("in the output directory is a file that is not ours");
            }
        }
        Set<String> all = new TreeSet<>(former);
        all.addAll(files.keySet());
        // First, so that after a crash all that may be there is known to be ours.
        index(all);
        Files.deleteIfExists(directory.resolve(MANIFEST));
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getKey().equals(MANIFEST)) {
                DurableFiles.write(directory.resolve(file.getKey()), bytes(file.getValue()));
            }
        }
        for (String name : former) {
            if (!files.containsKey(name)) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
        DurableFiles.write(directory.resolve(MANIFEST), bytes(files.getOrDefault(MANIFEST, "")));
        index(files.keySet());
    }

    /** {@return whether there is anything that we wrote} */
    boolean exists() {
        return Files.isRegularFile(directory.resolve(INDEX), LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes what we wrote. */
    void remove() throws IOException {
        if (exists()) {
            Files.deleteIfExists(directory.resolve(MANIFEST));
            for (String name : index()) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.deleteIfExists(directory.resolve(INDEX));
        }
    }

    /** A host without the first directory, such as /vz, is none of those that this is for. */
    private boolean isWanted() {
        return Files.exists(directory.getRoot().resolve(directory.getName(0)));
    }

    private void make() throws IOException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory.getParent());
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Nobody else may be able to lead us elsewhere, neither by a link nor by renaming what is above. */
    private void requireOurs(int user) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || uid(directory) != user) {
            throw new RefusedException("the output directory is a link, or another user's");
        }
        for (Path above = directory.toRealPath().getParent(); above != null; above = above.getParent()) {
            int mode = (int) Files.getAttribute(above, "unix:mode");
            boolean safe = (mode & WRITABLE_BY_OTHERS) == 0 || (mode & STICKY) != 0;
            if (!safe || (uid(above) != user && uid(above) != ROOT)) {
                throw new RefusedException("other users can replace the output directory");
            }
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private Set<String> index() throws IOException {
        if (!exists()) {
            return Set.of();
        }
        return DurableFiles.read(directory.resolve(INDEX))
                .lines()
                .filter(name -> NAME.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void index(Set<String> names) throws IOException {
        DurableFiles.write(directory.resolve(INDEX), bytes(String.join("\n", names) + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
