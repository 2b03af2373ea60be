package org.openvz.vzstats.optout.fleet.internal;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.PolicyName;
import org.openvz.vzstats.api.Question;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What an organisation forbids on all its hosts, in a file that its configuration management puts there. It may only forbid: what it
 * allows another policy may still deny. Its key is in {@code etc/org.openvz.vzstats.optout.fleet.cfg}; the host's root it shares with the
 * node.
 */
@Component(configurationPid = {"org.openvz.vzstats.node", "org.openvz.vzstats.optout.fleet"})
@PolicyName("fleet")
public final class FleetPolicy implements OptOutPolicy {

    /**
     * The key of {@code etc/org.openvz.vzstats.optout.fleet.cfg}, and one of the node's: a metatype is of one file only, so there is none
     * here.
     */
    public @interface Config {

        /** {@return the directory that is read as the host's root; the file is looked for beneath it} */
        String host_root() default "/";

        /** {@return the policy file} */
        String path() default "/etc/vz/vzstats-policy.conf";
    }

    private final Supplier<Rules> rules;

    /** Reads the configured file whenever it is asked. */
    @Activate
    public FleetPolicy(Config config) {
        this(Path.of(config.host_root()), config.path());
    }

    FleetPolicy(Path root, String path) {
        if (path.startsWith("/")) {
            rules = new PolicyFile(root.resolve(path.substring(1)))::rules;
        } else {
            // It stays in force: a policy that went away for a typing error would not forbid anything.
            Rules none = Rules.forbidding(
                    "path = " + path + ": write an absolute path", "org.openvz.vzstats.optout.fleet.cfg");
            rules = () -> none;
        }
    }

    @Override
    public Decision decide(Question question) {
        return rules.get().decide(question);
    }
}
