package org.openvz.vzstats.optout.container.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.PolicyName;
import org.openvz.vzstats.api.Question;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Refuses to run inside of a container: the census counts hosts, and the template of a container may have got the node from the host it
 * was made on. Its key is in {@code etc/org.openvz.vzstats.optout.container.cfg}; the host's root it shares with the node.
 */
@Component(configurationPid = {"org.openvz.vzstats.node", "org.openvz.vzstats.optout.container"})
@PolicyName("container")
public final class ContainerPolicy implements OptOutPolicy {

    /**
     * The key of {@code etc/org.openvz.vzstats.optout.container.cfg}, and one of the node's: a metatype is of one file only, so there is
     * none here.
     */
    public @interface Config {

        /** {@return the directory that is read as the host's root} */
        String host_root() default "/";

        /** {@return which containers the node refuses to run in: {@code guests}, {@code all} or {@code none}} */
        String refuse() default "guests";
    }

    private final Surroundings surroundings;
    private final String refuse;

    /** Looks around beneath the configured root. */
    @Activate
    public ContainerPolicy(Config config) {
        this(Path.of(config.host_root()), config.refuse());
    }

    ContainerPolicy(Path root, String refuse) {
        this.surroundings = new Surroundings(root);
        this.refuse = refuse.strip();
    }

    @Override
    public Decision decide(Question question) {
        boolean leavesOrCollects = question instanceof Question.Run || question instanceof Question.Send;
        if (!leavesOrCollects) {
            return Decision.allow();
        }
        return switch (refuse) {
            case "none" -> Decision.allow();
            case "guests" -> decision(surroundings.container().filter(Surroundings.Container::guest));
            case "all" -> decision(surroundings.container());
            // It stays in force: a policy that went away for a typing error would not forbid anything.
            default ->
                Decision.deny(
                        "refuse = " + refuse + " is neither guests nor all nor none",
                        "org.openvz.vzstats.optout.container.cfg");
        };
    }

    private static Decision decision(Optional<Surroundings.Container> container) {
        return container
                .map(found -> Decision.deny(
                        "this is a container, and the census counts hosts",
                        "seen by " + found.evidence() + "; refuse = none in org.openvz.vzstats.optout.container.cfg"))
                .orElse(Decision.allow());
    }
}
