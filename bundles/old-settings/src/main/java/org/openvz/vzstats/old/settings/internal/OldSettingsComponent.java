package org.openvz.vzstats.old.settings.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.OldSettings;
import org.openvz.vzstats.api.Troubled;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The old settings as a service. Beneath the host's root, which it shares with the node. */
@Component(
        service = {OldSettings.class, Troubled.class},
        configurationPid = "org.openvz.vzstats.node")
public final class OldSettingsComponent implements OldSettings, Troubled {

    /** Keys of the node: a metatype is of one file only, so there is none here. */
    public @interface Config {

        /** {@return the directory that is read as the host's root} */
        String host_root() default "/";

        /** {@return the settings of the original client; empty: not read} */
        String old_vzstats() default "/etc/vz/vzstats.conf";

        /** {@return the settings of disp-helper; empty: not read} */
        String old_disp__helper() default "/etc/vz/disp_helper.json";

        /** {@return the id of the original client; empty: not read} */
        String old_uuid() default "/etc/vz/.vzstats-uuid";
    }

    private final OldFiles files;

    /**
     * Reads nothing yet.
     *
     * @throws IllegalArgumentException if a path is none; the message names the key
     */
    @Activate
    public OldSettingsComponent(Config config) {
        files = new OldFiles(
                Path.of(config.host_root()),
                new OldFiles.Places(config.old_vzstats(), config.old_disp__helper(), config.old_uuid()));
    }

    @Override
    public Optional<String> value(Key key) {
        return files.value(key);
    }

    @Override
    public List<String> troubles() {
        return files.troubles();
    }
}
