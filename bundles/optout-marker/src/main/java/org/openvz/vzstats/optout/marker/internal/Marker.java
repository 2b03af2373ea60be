package org.openvz.vzstats.optout.marker.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.OptOutSwitch;
import org.openvz.vzstats.api.Question;

/** A file that forbids everything by being there; what is in it does not matter. */
final class Marker implements OptOutPolicy, OptOutSwitch {

    private final Path file;

    Marker(Path file) {
        this.file = file;
    }

    @Override
    public Decision decide(Question question) {
        boolean leavesOrCollects = question instanceof Question.Run || question instanceof Question.Send;
        // "Not there" must be certain: a directory nobody may read hides the owner's wish.
        boolean there = !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        return leavesOrCollects && there
                ? Decision.deny("switched off by the marker file", file.toString())
                : Decision.allow();
    }

    @Override
    public String disable() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return file.toString(); // As it should be.
        }
        return file.toString();
    }

    @Override
    public String enable() throws IOException {
        Files.deleteIfExists(file);
        return file.toString();
    }
}
