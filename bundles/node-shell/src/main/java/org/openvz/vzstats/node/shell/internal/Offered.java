package org.openvz.vzstats.node.shell.internal;

import java.util.List;
import org.openvz.vzstats.shell.control.NotDoneException;

/** What is offered to complete a word with; nothing where the node cannot say, for a key must not make an error. */
final class Offered {

    private Offered() {}

    /** Words of the node. */
    @FunctionalInterface
    interface Words {
        List<String> ask() throws NotDoneException;
    }

    static List<String> by(Words words) {
        try {
            return words.ask();
        } catch (NotDoneException | RuntimeException e) {
            return List.of();
        }
    }
}
