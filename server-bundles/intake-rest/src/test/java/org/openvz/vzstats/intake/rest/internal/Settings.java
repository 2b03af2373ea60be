package org.openvz.vzstats.intake.rest.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * The intake's configuration.
 *
 * @param values what somebody has written; the others are as they are by default
 */
record Settings(Map<String, Object> values) {

    FrontDoor.Config config() {
        return (FrontDoor.Config) Proxy.newProxyInstance(
                FrontDoor.Config.class.getClassLoader(),
                new Class<?>[] {FrontDoor.Config.class},
                (proxy, key, arguments) -> values.getOrDefault(key.getName(), key.getDefaultValue()));
    }
}
