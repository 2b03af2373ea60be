package org.openvz.vzstats.collector.crashes.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.Numbers;
import org.openvz.vzstats.durable.files.DurableFiles;

/**
 * The problem directories of abrt: a directory for each problem, a file for each fact,
 *
 * <pre>
 * /var/spool/abrt/ccpp-2016-05-11-14:43:31.19861-412/{type,time,count,component,core_backtrace,…}
 * </pre>
 *
 * Only the files that are named here are opened. Those that are being written (no {@code time} yet, a lock, {@code .new}) wait for the next
 * run; those of people with an account on the host are theirs to report.
 */
final class AbrtProblems {

    private static final String CONFIGURATION = "/etc/abrt/abrt.conf";
    private static final String DEFAULT_LOCATION = "/var/spool/abrt";
    private static final long LATEST = 253_402_300_799L;
    private static final long MOST_COUNTED = 1_000_000;
    private static final long NOBODY = 65_534;
    private static final int MOST_PROBLEMS = 1_000;

    private static final Pattern LOCATION = Pattern.compile(
            "(?m)^\\s{0,16}DumpLocation\\s{0,16}=\\s{0,16}((?:/[A-Za-z0-9_.+-]{1,64}){1,8})/?\\s{0,16}$");
    private static final Pattern UID_MIN = Pattern.compile("(?m)^\\s{0,8}UID_MIN\\s{1,16}(\\d{1,5})\\s*$");

    /** {@code /usr/lib64/libc-2.23.so glibc-2.23.1-5.fc24.x86_64 (Fedora Project) 1460022605}. */
    private static final Pattern LIBRARY = Pattern.compile(
            "\\S{1,512} ([A-Za-z0-9][A-Za-z0-9+_.-]{0,63})-([^-\\s]{1,64})-([^-\\s]{1,64})\\.([a-z0-9_]{2,10})(?: .*)?");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Host host;

    AbrtProblems(Host host) {
        this.host = host;
    }

    /** {@return whether abrt looks after this host} */
    boolean isThere() {
        return host.exists(CONFIGURATION) || host.exists(DEFAULT_LOCATION);
    }

    /** {@return those that are complete and nobody's own} */
    List<Problem> all() throws IOException {
        String location = host.read(CONFIGURATION)
                .map(LOCATION::matcher)
                .filter(Matcher::find)
                .map(configured -> configured.group(1))
                .orElse(DEFAULT_LOCATION);
        long firstPerson = firstPerson();
        List<Problem> problems = new ArrayList<>();
        for (String name : host.list(location)) {
            if (!name.endsWith(".new") && problems.size() < MOST_PROBLEMS) {
                problem(location + "/" + name, name, firstPerson).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private Optional<Problem> problem(String directory, String name, long firstPerson) throws IOException {
        List<String> files = host.list(directory);
        if (!files.contains("time") || !files.contains("type") || files.contains(".lock")) {
            return Optional.empty();
        }
        Optional<Long> time = number(directory, "time", LATEST);
        Optional<Long> owner =
                number(directory, ".libreport/owner", Long.MAX_VALUE).or(() -> quiet(directory, "uid"));
        boolean persons =
                owner.filter(uid -> uid >= firstPerson && uid != NOBODY).isPresent();
        if (time.isEmpty() || persons) {
            return Optional.empty();
        }
        long last = number(directory, "last_occurrence", LATEST).orElse(time.get());
        long count = number(directory, "count", MOST_COUNTED).orElse(1L);
        String id = DurableFiles.sha256((name + "\n" + time.get()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Optional.of(new Problem(id.substring(0, 16), last, Math.max(1, count), () -> facts(directory)));
    }

    private Optional<Problem.Facts> facts(String directory) throws IOException {
        Optional<ObjectNode> problem = problem(directory);
        if (problem.isEmpty()) {
            return Optional.empty();
        }
        problem.get().put("component", text(directory, "component"));
        problem.get()
                .putObject("user")
                .put("root", text(directory, "uid").equals("0"))
                .put("local", true);
        Map<String, String> os =
                KeyValues.assignments(host.read(directory + "/os_info").orElse(""));
        return Optional.of(new Problem.Facts(
                os.getOrDefault("ID", ""),
                os.getOrDefault("VERSION_ID", ""),
                text(directory, "architecture"),
                text(directory, "kernel"),
                problem.get(),
                packages(directory)));
    }

    private Optional<ObjectNode> problem(String directory) throws IOException {
        return switch (text(directory, "type")) {
            case "CCpp" -> core(directory);
            case "Python", "Python3" -> backtrace(directory).flatMap(Backtraces::python);
            case "Ruby" -> backtrace(directory).flatMap(Backtraces::ruby);
            case "Java" -> backtrace(directory).flatMap(Backtraces::java);
            case "Kerneloops", "vmcore" ->
                backtrace(directory)
                        .flatMap(text -> Backtraces.kernel(
                                text, quietText(directory, "kernel_tainted_short"), quietText(directory, "kernel")));
            // xorg and what else there is have no backtrace that a machine can read.
            default -> Optional.empty();
        };
    }

    private Optional<String> backtrace(String directory) throws IOException {
        return host.read(directory + "/backtrace");
    }

    /** abrt's core_backtrace is the problem of a uReport but for its type. */
    private Optional<ObjectNode> core(String directory) throws IOException {
        JsonNode json = json(host.read(directory + "/core_backtrace").orElse(""));
        if (!json.isObject() || !json.path("stacktrace").isArray()) {
            return Optional.empty();
        }
        ObjectNode problem = JsonNodeFactory.instance
                .objectNode()
                .put("type", "core")
                .put("signal", json.path("signal").asInt())
                .put("executable", json.path("executable").asText());
        ArrayNode threads = problem.putArray("stacktrace");
        for (JsonNode thread : json.path("stacktrace")) {
            ObjectNode kept = threads.addObject()
                    .put("crash_thread", thread.path("crash_thread").asBoolean());
            ArrayNode frames = kept.putArray("frames");
            for (JsonNode frame : thread.path("frames")) {
                ObjectNode one = frames.addObject()
                        .put("address", 0)
                        .put(
                                "build_id_offset",
                                Math.max(0, frame.path("build_id_offset").asLong()));
                for (String key : List.of("build_id", "fingerprint", "file_name", "function_name")) {
                    if (frame.path(key).isTextual()) {
                        one.put(key, frame.path(key).asText());
                    }
                }
            }
        }
        return Optional.of(problem);
    }

    private ArrayNode packages(String directory) throws IOException {
        ArrayNode packages = JsonNodeFactory.instance.arrayNode();
        if (host.exists(directory + "/pkg_name")) {
            packages.addObject()
                    .put("name", text(directory, "pkg_name"))
                    .put("epoch", number(directory, "pkg_epoch", 999).orElse(0L))
                    .put("version", text(directory, "pkg_version"))
                    .put("release", text(directory, "pkg_release"))
                    .put("architecture", text(directory, "pkg_arch"))
                    .put("package_role", "affected");
        }
        host.read(directory + "/dso_list")
                .orElse("")
                .lines()
                .limit(1_000)
                .map(LIBRARY::matcher)
                .filter(Matcher::matches)
                .map(library -> JsonNodeFactory.instance
                        .objectNode()
                        .put("name", library.group(1))
                        .put("epoch", 0)
                        .put("version", library.group(2))
                        .put("release", library.group(3))
                        .put("architecture", library.group(4)))
                .distinct()
                .forEach(packages::add);
        return packages;
    }

    private long firstPerson() throws IOException {
        Matcher configured = UID_MIN.matcher(host.read("/etc/login.defs").orElse(""));
        return configured.find() ? Long.parseLong(configured.group(1)) : 1000;
    }

    private String text(String directory, String file) throws IOException {
        return host.read(directory + "/" + file).map(String::strip).orElse("");
    }

    private String quietText(String directory, String file) {
        try {
            return text(directory, file);
        } catch (IOException e) {
            return "";
        }
    }

    private Optional<Long> number(String directory, String file, long most) throws IOException {
        String text = text(directory, file);
        return Numbers.parse(text, most).stream().boxed().findFirst();
    }

    private Optional<Long> quiet(String directory, String file) {
        try {
            return number(directory, file, Long.MAX_VALUE);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).orElse(JsonNodeFactory.instance.nullNode());
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.nullNode();
        }
    }
}
