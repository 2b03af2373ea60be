package org.openvz.vzstats.node.shell.internal;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.Status;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats:status}. */
@Service
@Command(
        scope = "vzstats",
        name = "status",
        description = "Shows whether the census is on, what it did last and what it will do")
public final class StatusCommand extends NodeCommand {

    Clock clock = Clock.systemUTC();

    @Override
    Answer answer(Desk desk) throws NotDoneException {
        Status status = desk.node().status();
        List<Consent.Pending> pending = desk.consent().pending();
        boolean on = status.decision() instanceof Decision.Allow;
        List<Upcoming.Next> next = desk.upcoming().stream()
                .filter(trigger -> on)
                .flatMap(StatusCommand::next)
                .sorted(Comparator.comparing(Upcoming.Next::at))
                .toList();
        return Answer.of(Texts.status(status, pending, next, clock.instant()), Json.status(status, pending, next));
    }

    private static Stream<Upcoming.Next> next(Upcoming upcoming) {
        try {
            return upcoming.next().stream();
        } catch (RuntimeException e) {
            return Stream.empty(); // A stranger's trigger that cannot tell is no reason to tell nothing.
        }
    }
}
