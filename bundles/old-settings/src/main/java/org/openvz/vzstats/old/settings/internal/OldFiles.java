package org.openvz.vzstats.old.settings.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.OldSettings;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.RootedHost;
import org.openvz.vzstats.collector.support.RunReadings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the original client, {@code SUBMIT_URL=${URL}/submit.php}, and of disp-helper, {@code {"report_period": "15m",
 * "protocol": "FILE"}}. Whatever else is in the files is told once, by its name only.
 */
final class OldFiles implements OldSettings {

    private static final Logger LOG = LoggerFactory.getLogger(OldFiles.class);

    private static final Budget BUDGET = Budget.of(Duration.ofSeconds(10), 4L << 20);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z_]{1,40})}|([A-Za-z_]{1,40}))");
    private static final Pattern PROTOCOL = Pattern.compile("[A-Za-z]{1,20}");
    private static final Pattern BRACED_UUID =
            Pattern.compile("\\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})}?");
    private static final int LONGEST = 1_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Path root;
    private final Places places;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    OldFiles(Path root) {
        this(root, new Places("/etc/vz/vzstats.conf", "/etc/vz/disp_helper.json", "/etc/vz/.vzstats-uuid"));
    }

    OldFiles(Path root, Places places) {
        this.root = root;
        this.places = places;
    }

    /**
     * Where the files are; empty: not read.
     *
     * @param vzstats the settings of the original client
     * @param dispHelper those of disp-helper
     * @param uuid the id of the original client
     */
    record Places(String vzstats, String dispHelper, String uuid) {

        Places {
            if (List.of(vzstats, dispHelper, uuid).stream().anyMatch(path -> !path.matches("(/.*)?"))) {
                throw new IllegalArgumentException(
                        "old.vzstats, old.disp_helper and old.uuid: write absolute paths, or nothing");
            }
        }
    }

    @Override
    public Optional<String> value(Key key) {
        if (key == Key.UUID) {
            return uuid(read(places.uuid()));
        }
        tell();
        Optional<String> text = read(isShell(key) ? places.vzstats() : places.dispHelper());
        Map<String, String> values =
                text.map(isShell(key) ? OldFiles::shell : this::json).orElse(Map.of());
        return Optional.ofNullable(values.get(name(key)))
                .filter(value -> value.length() <= LONGEST && isSensible(key, value));
    }

    /** {@return the names in the files that mean nothing any more} */
    List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        read(places.vzstats())
                .map(OldFiles::shell)
                .ifPresent(values -> addUnknown(places.vzstats(), true, values.keySet(), unknown));
        read(places.dispHelper())
                .map(this::json)
                .ifPresent(values -> addUnknown(places.dispHelper(), false, values.keySet(), unknown));
        return List.copyOf(unknown);
    }

    /** {@return what the owner should mend} */
    List<String> troubles() {
        Optional<String> text = read(places.uuid()).filter(written -> !written.isBlank());
        return text.isPresent() && uuid(text).isEmpty()
                ? List.of(places.uuid() + " holds no random UUID: it is ignored")
                : List.of();
    }

    /** As the original client wrote it, or a person: with braces, in capitals, with blanks around it. */
    private static Optional<String> uuid(Optional<String> text) {
        // Any other than a random one can be guessed, or tells of the machine.
        return text.map(written -> BRACED_UUID.matcher(written.strip()))
                .filter(Matcher::matches)
                .map(matched -> UUID.fromString(matched.group(1)))
                .filter(id -> id.version() == 4 && id.variant() == 2)
                .map(UUID::toString);
    }

    private static void addUnknown(String file, boolean shell, Collection<String> names, List<String> unknown) {
        List<String> known = List.of(Key.values()).stream()
                .filter(key -> isShell(key) == shell && key != Key.UUID)
                .map(OldFiles::name)
                .toList();
        names.stream()
                .filter(name -> !known.contains(name))
                // Anything can be in such a file, also in the place of a name.
                .map(name -> NAME.matcher(name).matches() ? name : "a name that is none")
                .distinct()
                .sorted()
                .forEach(name -> unknown.add(name + " in " + file));
    }

    private void tell() {
        for (String unknown : unknown()) {
            if (told.add(unknown)) {
                LOG.info("A setting of the predecessor means nothing any more: {}", unknown);
            }
        }
    }

    private Optional<String> read(String file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (RootedHost host = new RootedHost(root, BUDGET, new RunReadings())) {
            return host.read(file);
        } catch (IOException e) {
            LOG.info("{} cannot be read ({})", file, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Map<String, String> shell(String text) {
        StringBuilder plain = new StringBuilder();
        text.lines().map(String::strip).forEach(line -> plain.append(line.replaceFirst("^export\\s+", ""))
                .append('\n'));
        Map<String, String> values = new HashMap<>();
        KeyValues.assignments(plain.toString()).forEach((name, value) -> values.put(name, expanded(value, values)));
        return values;
    }

    /** Variables of the same file only; nothing is run. */
    private static String expanded(String value, Map<String, String> known) {
        return VARIABLE.matcher(value).replaceAll(variable -> {
            String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            return Matcher.quoteReplacement(known.getOrDefault(name, ""));
        });
    }

    private Map<String, String> json(String text) {
        try {
            Map<String, String> values = new HashMap<>();
            JsonNode tree = json.readTree(text);
            tree.properties()
                    .forEach(
                            field -> values.put(field.getKey(), field.getValue().asText()));
            return values;
        } catch (JsonProcessingException e) {
            if (told.add(places.dispHelper())) {
                LOG.info("{} is no JSON", places.dispHelper());
            }
            return Map.of();
        }
    }

    private static boolean isShell(Key key) {
        return key != Key.REPORT_PERIOD && key != Key.PROTOCOL && key != Key.UUID;
    }

    private static String name(Key key) {
        return isShell(key) ? key.name() : key.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isSensible(Key key, String value) {
        return switch (key) {
            case URL, SUBMIT_URL, GET_ID_URL -> isAddress(value);
            case REP_DIR -> value.startsWith("/");
            case REPORT_PERIOD -> isPeriod(value);
            case PROTOCOL -> PROTOCOL.matcher(value).matches();
            case UUID -> true;
        };
    }

    private static boolean isAddress(String value) {
        try {
            URI address = URI.create(value);
            return address.getHost() != null && Set.of("http", "https").contains(address.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPeriod(String value) {
        try {
            return !Durations.positive("report_period", value).isZero();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
