package org.openvz.vzstats.itests;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** Who is wired how, to tell later who was re-wired, and so restarted. */
final class Wiring {

    private final Map<Bundle, BundleWiring> before = new HashMap<>();
    private final BundleContext context;

    Wiring(BundleContext context) {
        this.context = context;
        for (Bundle bundle : context.getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (wiring != null) {
                before.put(bundle, wiring);
            }
        }
    }

    /** {@return the bundles that are still there and wired anew} */
    List<String> changed() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> before.containsKey(bundle))
                .filter(bundle -> before.get(bundle) != bundle.adapt(BundleWiring.class))
                .map(Bundle::getSymbolicName)
                .sorted()
                .toList();
    }

    /** {@return the bundles that should be running and are not} */
    static List<String> notActive(BundleContext context) {
        Map<String, String> states = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
            if (!fragment && bundle.getState() != Bundle.ACTIVE) {
                states.put(bundle.getSymbolicName(), "state " + bundle.getState());
            }
        }
        return states.isEmpty() ? List.of() : List.of(states.toString());
    }
}
