package org.openvz.vzstats.old.settings.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.openvz.vzstats.api.OldSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The old settings as a service. Beneath the host's root, which it shares with the node. */
@Component(configurationPid = "org.openvz.vzstats.node")
public final class OldSettingsComponent implements OldSettings {

    /** A key of the node: a metatype is of one file only, so there is none here. */
    public @interface Config {

        /** {@return the directory that is read as the host's root} */
        String host_root() default "/";
    }

    private final OldFiles files;

    /** Reads nothing yet. */
    @Activate
    public OldSettingsComponent(Config config) {
        files = new OldFiles(Path.of(config.host_root()));
    }

    @Override
    public Optional<String> value(Key key) {
        return files.value(key);
    }
}
