package org.openvz.vzstats.collector.support.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Json;
import org.openvz.vzstats.collector.support.KeyValues;

/**
 * Reads the containers of OpenVZ 6 and 7: what is set for them from {@code /etc/vz/conf/<id>.conf}, what they do from {@code vzlist}, or
 * else from the kernel. The ids are needed to bring these together, and go no further.
 */
final class OpenVz {

    private static final String CONF = "/etc/vz/conf";

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,9}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The host itself, and the service container of Virtuozzo. */
    private static final Set<String> NO_CONTAINERS = Set.of("0", "1");

    /** The first column, with a colon in {@code /proc/user_beancounters}. */
    private static final Pattern KERNEL_LINE = Pattern.compile("\\s*([0-9a-f-]{1,36}):?\\s.*");

    /** As {@code vzlist} sorts. */
    private static final Comparator<String> BY_ID =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final List<String> VZLIST = List.of("vzlist", "-a", "-j");

    /** With all columns, a container takes 4 KiB: the list of more than these would be longer than a host may answer. */
    private static final int MAX_IN_FULL = 500;

    private static final List<String> VZLIST_SHORT = List.of("vzlist", "-a", "-j", "-o", "ctid,status,layout");

    /** From before it could write JSON, as the original client asked; then from before there were layouts. */
    private static final List<List<String>> VZLIST_OLD = List.of(
            List.of("vzlist", "-aH", "-o", "status,layout,vswap"),
            List.of("vzlist", "-aH", "-o", "status,layout"),
            List.of("vzlist", "-aH", "-o", "status"));

    private static final List<String> VZLIST_TEMPLATES = List.of("vzlist", "-aH", "-o", "ostemplate");
    private static final Set<String> STATES = Set.of("running", "stopped", "mounted", "suspended", "paused");

    private final Host host;
    private final SortedMap<String, Map<String, String>> settings = new TreeMap<>(BY_ID);
    private final Set<String> configured = new HashSet<>();
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, String> layouts = new HashMap<>();

    /** Where their files are, unless their own configuration says otherwise. */
    private final String defaultArea;

    private OpenVz(Host host) throws IOException {
        this.host = host;
        this.defaultArea = KeyValues.assignments(host.read("/etc/vz/vz.conf").orElse(""))
                .getOrDefault("VE_PRIVATE", "/vz/private/$VEID");
    }

    static Optional<List<Container>> read(Host host) throws IOException {
        return host.exists(CONF) ? Optional.of(new OpenVz(host).read()) : Optional.empty();
    }

    private List<Container> read() throws IOException {
        configurations();
        if (!listed()) {
            Optional<List<List<String>>> rows = oldList();
            if (rows.isPresent() && settings.isEmpty()) {
                return unidentified(rows.get());
            }
            rows.ifPresent(this::oldRows);
        }
        Optional<Set<String>> running = running();
        List<Container> containers = new ArrayList<>();
        for (String id : settings.keySet()) {
            containers.add(container(id, running));
        }
        return containers;
    }

    private void configurations() throws IOException {
        for (String name : host.list(CONF)) {
            Optional<String> id = name.endsWith(".conf") ? id(name.substring(0, name.length() - 5)) : Optional.empty();
            if (id.isPresent()) {
                Map<String, String> set =
                        KeyValues.assignments(host.read(CONF + "/" + name).orElse(""));
                settings.put(id.get(), new HashMap<>(set));
                if (!set.isEmpty()) {
                    configured.add(id.get());
                }
            }
        }
    }

    private boolean listed() throws IOException {
        Optional<JsonNode> list = settings.size() > MAX_IN_FULL ? list(VZLIST_SHORT) : Optional.empty();
        list = list.isPresent() ? list : list(VZLIST);
        list.ifPresent(entries -> entries.forEach(this::listed));
        return list.isPresent();
    }

    private Optional<JsonNode> list(List<String> command) throws IOException {
        return host.run(command).flatMap(Json::array);
    }

    private void listed(JsonNode entry) {
        Optional<String> id = id(entry.path("ctid").asText());
        if (id.isEmpty()) {
            return;
        }
        Map<String, String> known = settings.computeIfAbsent(id.get(), unknown -> new HashMap<>());
        VzSettings.addListed(entry, known);
        Json.text(entry, "status").filter(STATES::contains).ifPresent(state -> states.put(id.get(), state));
        layout(entry.path("layout")).ifPresent(layout -> layouts.put(id.get(), layout));
    }

    /** A word on OpenVZ 6; on OpenVZ 7 the version of the layout, of which 5 is the one with an image. */
    private static Optional<String> layout(JsonNode layout) {
        return layout.isTextual() || layout.isInt() ? VzSettings.layoutOf(layout.asText()) : Optional.empty();
    }

    private Optional<List<List<String>>> oldList() throws IOException {
        for (List<String> command : VZLIST_OLD) {
            Optional<List<List<String>>> rows = host.run(command).map(OpenVz::rows);
            if (rows.isPresent()) {
                return rows;
            }
        }
        return Optional.empty();
    }

    /** They have no id, but are in the order of the ids: of use if there are as many as containers. */
    private void oldRows(List<List<String>> rows) {
        if (rows.size() == settings.size()) {
            Iterator<List<String>> row = rows.iterator();
            settings.keySet().forEach(id -> oldRow(id, row.next()));
        }
    }

    private void oldRow(String id, List<String> columns) {
        if (STATES.contains(columns.get(0))) {
            states.put(id, columns.get(0));
        }
        if (columns.size() > 1) {
            VzSettings.layoutOf(columns.get(1)).ifPresent(layout -> layouts.put(id, layout));
        }
    }

    /** {@return the containers of an old list where no configuration is to be read} */
    private List<Container> unidentified(List<List<String>> rows) throws IOException {
        List<List<String>> templates =
                host.run(VZLIST_TEMPLATES).map(OpenVz::rows).orElse(List.of());
        boolean same = templates.size() == rows.size();
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (STATES.contains(rows.get(i).get(0))) {
                containers.add(unidentified(rows.get(i), same ? templates.get(i).get(0) : ""));
            }
        }
        return containers;
    }

    private static Container unidentified(List<String> row, String template) {
        ContainerBuilder container = new ContainerBuilder(Stack.OPENVZ);
        container.running = Optional.of(row.get(0).equals("running"));
        container.layout = row.size() > 1 ? VzSettings.layoutOf(row.get(1)) : Optional.empty();
        container.vswap = row.size() > 2 ? VzSettings.yes(row.get(2)) : Optional.empty();
        container.template = OsTemplates.word(template);
        // As where the configuration is to be read: a template of the owner's own is of a distribution, too.
        container.distribution =
                Distribution.ofTemplate(template).or(() -> container.template.map(name -> Distribution.OTHER));
        return container.build();
    }

    private static List<List<String>> rows(String output) {
        return output.lines()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .toList();
    }

    private Container container(String id, Optional<Set<String>> running) {
        ContainerBuilder container = new ContainerBuilder(Stack.OPENVZ);
        Map<String, String> set = settings.getOrDefault(id, Map.of());
        new VzSettings(set, configured.contains(id), id.indexOf('-') > 0).into(container);
        String state = states.get(id);
        container.running = state != null ? Optional.of(state.equals("running")) : running.map(ids -> ids.contains(id));
        String layout = layouts.get(id);
        container.layout = VzSettings.image(layout != null ? Optional.of(layout) : laidOut(id, set), set);
        return container.build();
    }

    /** As vzctl finds out itself: an image has a descriptor. */
    private Optional<String> laidOut(String id, Map<String, String> set) {
        Optional<String> configured = VzSettings.layoutOf(set.getOrDefault("VE_LAYOUT", ""));
        if (configured.isPresent()) {
            return configured;
        }
        String area = set.getOrDefault("VE_PRIVATE", defaultArea)
                .replace("${VEID}", id)
                .replace("$VEID", id);
        if (!host.exists(area)) {
            return Optional.empty();
        }
        return Optional.of(host.exists(area + "/root.hdd/DiskDescriptor.xml") ? "ploop" : "simfs");
    }

    /** {@return the ids that the kernel knows; empty if it does not tell} */
    private Optional<Set<String>> running() throws IOException {
        Optional<String> text = host.read("/proc/vz/veinfo");
        if (text.isEmpty()) {
            text = host.read("/proc/user_beancounters");
        } else {
            // Also those whose configuration was removed.
            ids(text.get()).forEach(id -> settings.computeIfAbsent(id, unknown -> new HashMap<>()));
        }
        return text.map(OpenVz::ids);
    }

    private static Set<String> ids(String lines) {
        Set<String> ids = new HashSet<>();
        lines.lines().forEach(line -> {
            Matcher id = KERNEL_LINE.matcher(line);
            if (id.matches()) {
                id(id.group(1)).ifPresent(ids::add);
            }
        });
        return ids;
    }

    private static Optional<String> id(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        String bare = id.startsWith("{") && id.endsWith("}") ? id.substring(1, id.length() - 1) : id;
        return ID.matcher(bare).matches() && !NO_CONTAINERS.contains(bare) ? Optional.of(bare) : Optional.empty();
    }
}
