package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Forgetting;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.NodeDouble;
import org.openvz.vzstats.api.OptOutSwitch;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Upcoming;

/** A node of which a test sets what the commands shall find. */
final class TestDesk extends Desk {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Decision OFF = Decision.deny("switched off by the marker file", "/etc/vz/vzstats-disable");

    final List<Trigger> asked = new ArrayList<>();
    final List<String> forgets = new ArrayList<>();
    Forgetting.Forgotten forgotten = new Forgetting.Forgotten(List.of(), Optional.empty());
    Node.Run run = new Node.Run(NOW, Decision.allow(), List.of(), Map.of(), Optional.empty(), Optional.empty());
    Node.Status status = new Node.Status(
            "0.1.0",
            Decision.allow(),
            Optional.empty(),
            NOW.plusSeconds(86_400),
            Optional.empty(),
            List.of("cpu", "disk"),
            Map.of(),
            0,
            Optional.empty(),
            Map.of(),
            List.of(new Node.TransportState("http", "", Optional.empty(), Optional.empty())),
            Optional.empty(),
            List.of());
    Node.History history = new Node.History(List.of(), 0);
    Optional<Node.SentReport> sent = Optional.empty();
    Node.Attached attached = new Node.Attached(Optional.empty(), Optional.of("it is no receipt"));
    List<Consent.Pending> pending = List.of();
    Optional<Consent.Explanation> explanation = Optional.empty();
    List<Upcoming> upcoming = List.of();
    Optional<IOException> unwritable = Optional.empty();

    @Override
    Node node() {
        return new NodeDouble() {
            @Override
            public Run view() {
                return run;
            }

            @Override
            public Run preview() {
                return run;
            }

            @Override
            public Run run(Trigger trigger) {
                asked.add(trigger);
                return run;
            }

            @Override
            public Run export(Path file, boolean replace) {
                return run;
            }

            @Override
            public Status status() {
                return status;
            }

            @Override
            public History history() {
                return history;
            }

            @Override
            public Optional<SentReport> sent(int number) {
                return sent.filter(one -> one.deliveries().get(0).number() == number);
            }

            @Override
            public Attached attach(String receipt) {
                return attached;
            }
        };
    }

    @Override
    Consent consent() {
        return new Consent() {
            @Override
            public Explanation explain(String subject) {
                return explanation.orElseThrow(
                        () -> new IllegalArgumentException("No installed bundle defines " + subject + "."));
            }

            @Override
            public List<String> subjects() {
                return List.of("disk", "disk.model", "disk.size", "cpu");
            }

            @Override
            public List<Pending> pending() {
                return pending;
            }

            @Override
            public List<Pending> accept(Collection<String> collectors) throws IOException {
                if (unwritable.isPresent()) {
                    throw unwritable.get();
                }
                return pending;
            }
        };
    }

    @Override
    Forgetting forgetting() {
        return hereOnly -> {
            forgets.add(hereOnly ? "forget here only" : "forget");
            return forgotten;
        };
    }

    @Override
    OptOutSwitch optOut() {
        return new OptOutSwitch() {
            @Override
            public String disable() throws IOException {
                return enable();
            }

            @Override
            public String enable() throws IOException {
                if (unwritable.isPresent()) {
                    throw unwritable.get();
                }
                return "/etc/vz/vzstats-disable";
            }
        };
    }

    @Override
    List<Upcoming> upcoming() {
        return upcoming;
    }
}
