package org.openvz.vzstats.optout.marker.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.OptOutSwitch;
import org.openvz.vzstats.api.PolicyName;
import org.openvz.vzstats.api.Question;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The marker file as a policy and as the switch of {@code vzstats:disable}. Its key is in {@code
 * etc/org.openvz.vzstats.optout.marker.cfg}; the host's root it shares with the node.
 */
@Component(
        service = {OptOutPolicy.class, OptOutSwitch.class},
        configurationPid = {"org.openvz.vzstats.node", "org.openvz.vzstats.optout.marker"})
@PolicyName("marker")
public final class MarkerComponent implements OptOutPolicy, OptOutSwitch {

    /**
     * The key of {@code etc/org.openvz.vzstats.optout.marker.cfg}, and one of the node's: a metatype is of one file only, so there is none
     * here.
     */
    public @interface Config {

        /** {@return the directory that is read as the host's root; the marker is looked for beneath it} */
        String host_root() default "/";

        /** {@return the marker: while this file is there, nothing is collected and nothing is sent} */
        String path() default "/etc/vz/vzstats-disable";
    }

    private final Marker marker;
    /** Says what is wrong with the path. It stays in force: a policy that went away for a typing error would not forbid anything. */
    private final Optional<Decision.Deny> unusable;

    /** Looks for the marker at the configured path. */
    @Activate
    public MarkerComponent(Config config) {
        boolean absolute = config.path().startsWith("/");
        marker = new Marker(Path.of(config.host_root()).resolve(config.path().substring(absolute ? 1 : 0)));
        unusable = absolute
                ? Optional.empty()
                : Optional.of(new Decision.Deny(
                        "path = " + config.path() + ": write an absolute path",
                        "org.openvz.vzstats.optout.marker.cfg"));
    }

    @Override
    public Decision decide(Question question) {
        return unusable.isPresent() ? unusable.get() : marker.decide(question);
    }

    @Override
    public String disable() throws IOException {
        usable();
        return marker.disable();
    }

    @Override
    public String enable() throws IOException {
        usable();
        return marker.enable();
    }

    private void usable() throws IOException {
        if (unusable.isPresent()) {
            throw new IOException(unusable.get().reason());
        }
    }
}
