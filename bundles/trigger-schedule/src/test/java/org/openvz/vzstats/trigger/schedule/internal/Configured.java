package org.openvz.vzstats.trigger.schedule.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration in which some keys are set. */
final class Configured {

    private Configured() {}

    static Schedule.Config with(Map<String, String> keys) {
        return (Schedule.Config) Proxy.newProxyInstance(
                Schedule.Config.class.getClassLoader(),
                new Class<?>[] {Schedule.Config.class},
                (proxy, method, arguments) -> keys.getOrDefault(
                        method.getName().replace('_', '.'), String.valueOf(method.getDefaultValue())));
    }
}
