package org.openvz.vzstats.collector.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Json;

/**
 * The settings of the dispatcher of OpenVZ 7 and Virtuozzo 7, which keeps them in its own database:
 *
 * <pre>{@code
 * {"Vcmmd policy": {"runtime": "density", "config": "density"}, "Minimal security level": "low",
 *  "Manage settings for new users": "allow", "Backup mode": "push", "Backup timeout": 3600, "Traffic shaping": "off"}
 * }</pre>
 */
final class Dispatcher {

    /** One day. */
    private static final long MAX_TIMEOUT = 86_400;

    private Dispatcher() {}

    static void read(Host host, Values values) throws IOException {
        Optional<JsonNode> told = host.run(List.of("prlsrvctl", "info", "-j")).flatMap(Json::parse);
        if (told.isEmpty()) {
            return;
        }
        JsonNode info = told.get();
        values.category(
                "vcmmd_policy", word(info.path("Vcmmd policy").path("runtime")), Set.of("density", "performance"));
        values.category("security_level", word(info.path("Minimal security level")), Set.of("low", "normal", "high"));
        String manage = word(info.path("Manage settings for new users"));
        if ("allow".equals(manage) || "deny".equals(manage)) {
            values.flag("new_users_manage", Optional.of("allow".equals(manage)));
        }
        values.category("backup_mode", word(info.path("Backup mode")), Set.of("push", "push-with-reversed-delta"));
        values.quantity("backup_timeout", word(info.path("Backup timeout")), MAX_TIMEOUT);
        values.flag("traffic_shaping", word(info.path("Traffic shaping")));
        values.flag("verbose_log", word(info.path("Verbose log")));
        values.flag("cep", word(info.path("CEP mechanism")));
    }

    private static @Nullable String word(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber() ? node.asText() : null;
    }
}
