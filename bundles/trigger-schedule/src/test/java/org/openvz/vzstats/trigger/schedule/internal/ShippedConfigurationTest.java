package org.openvz.vzstats.trigger.schedule.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShippedConfigurationTest {

    @Test
    void whatIsWrittenInTheFileWeShipIsWhatCountsWithoutIt() throws Exception {
        Properties shipped = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("../../config/org.openvz.vzstats.schedule.cfg"))) {
            shipped.load(file);
        }
        // Keys of other triggers.
        shipped.keySet().removeAll(Set.of("boot", "package.poll"));
        Map<String, String> defaults = new TreeMap<>();
        for (Method key : Schedule.Config.class.getDeclaredMethods()) {
            defaults.put(key.getName().replace('_', '.'), String.valueOf(key.getDefaultValue()));
        }
        defaults.remove("data");
        assertEquals(defaults, new TreeMap<>(shipped));
    }
}
