package org.openvz.vzstats.collector.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Json;
import org.openvz.vzstats.collector.support.KeyValues;

/** The settings of Proxmox VE, libvirt and Docker that answer to those of OpenVZ. */
final class OtherProducts {

    /** How it was written before there was a choice. */
    private static final Map<String, String> COMPRESSION = Map.of("0", "none", "1", "lzo");

    private OtherProducts() {}

    static void read(Host host, Values values) throws IOException {
        proxmox(host, values);
        libvirt(host, values);
        docker(host, values);
    }

    /** Lines of {@code migration: secure,network=…} and {@code compress: zstd}. */
    private static void proxmox(Host host, Values values) throws IOException {
        String migration = keys(host, "/etc/pve/datacenter.cfg").getOrDefault("migration", "");
        String type = migration.split(",", 2)[0];
        values.category(
                "pve_migration", type.startsWith("type=") ? type.substring(5) : type, Set.of("secure", "insecure"));
        Map<String, String> vzdump = keys(host, "/etc/vzdump.conf");
        values.category("vzdump_mode", vzdump.get("mode"), Set.of("snapshot", "suspend", "stop"));
        String compress = vzdump.getOrDefault("compress", "");
        values.category(
                "vzdump_compress", COMPRESSION.getOrDefault(compress, compress), Set.of("none", "lzo", "gzip", "zstd"));
    }

    private static Map<String, String> keys(Host host, String path) throws IOException {
        Map<String, String> keys = new HashMap<>();
        KeyValues.blocks(host.read(path).orElse("")).forEach(keys::putAll);
        return keys;
    }

    private static void libvirt(Host host, Values values) throws IOException {
        for (String path : List.of("/etc/default/libvirt-guests", "/etc/sysconfig/libvirt-guests")) {
            Map<String, String> guests = KeyValues.assignments(host.read(path).orElse(""));
            values.category("libvirt_on_shutdown", guests.get("ON_SHUTDOWN"), Set.of("suspend", "shutdown"));
            values.category("libvirt_on_boot", guests.get("ON_BOOT"), Set.of("start", "ignore"));
        }
    }

    private static void docker(Host host, Values values) throws IOException {
        Optional<JsonNode> settings =
                host.read("/etc/docker/daemon.json").flatMap(Json::parse).filter(JsonNode::isObject);
        if (settings.isEmpty()) {
            return;
        }
        JsonNode daemon = settings.get();
        values.category(
                "docker_log_driver",
                daemon.path("log-driver").asText(""),
                Set.of("json-file", "local", "journald", "syslog", "gelf", "fluentd", "none"));
        values.flag(
                "docker_live_restore", Optional.of(daemon.path("live-restore").asBoolean(false)));
        values.flag(
                "docker_userns_remap",
                Optional.of(!daemon.path("userns-remap").asText("").isEmpty()));
    }
}
