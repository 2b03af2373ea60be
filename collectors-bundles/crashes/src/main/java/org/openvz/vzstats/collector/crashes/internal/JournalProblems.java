package org.openvz.vzstats.collector.crashes.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * What systemd-coredump has written into the journal: an entry for each crash, with the stack in its message,
 *
 * <pre>
 * Process 4711 (sleep) of user 0 dumped core.
 *
 * Stack trace of thread 4711:
 * #0  0x00007f5e1f0cf8c5 clock_nanosleep (libc.so.6 + 0xcf8c5)
 * #1  0x000055f0a0b0e2f1 n/a (/usr/bin/sleep + 0x22f1)
 * </pre>
 *
 * Only the fields that are named here are asked for: not the command line, the environment, nor the core.
 */
final class JournalProblems {

    /** What makes a host write such entries. */
    private static final String DIRECTORY = "/var/lib/systemd/coredump";

    private static final List<String> COMMAND = List.of(
            "journalctl",
            "--no-pager",
            "--all",
            "--output=json",
            "--output-fields=COREDUMP_EXE,COREDUMP_SIGNAL,COREDUMP_UID,COREDUMP_PACKAGE_NAME,COREDUMP_PACKAGE_VERSION,MESSAGE",
            "--since=-30d",
            "--lines=200",
            "MESSAGE_ID=fc2e22bc6ee647b6b90729ab34a250b1");

    private static final Pattern FRAME = Pattern.compile(
            "\\s{0,32}#\\d{1,4}\\s{1,4}0x[0-9a-f]{1,16} (.{1,512}) \\(([^()+]{1,256}) \\+ 0x([0-9a-f]{1,16})\\)\\s*");

    private static final Pattern THREAD = Pattern.compile("\\s{0,32}Stack trace of thread \\d{1,10}:\\s*");
    private static final Pattern PROGRAM = Pattern.compile("(/[A-Za-z0-9_.+@-]{1,64}){1,12}");
    private static final Pattern VERSION = Pattern.compile("(?:\\d{1,3}:)?([^-\\s]{1,64})(?:-(\\S{1,64}))?");
    private static final Pattern UID_MIN = Pattern.compile("(?m)^\\s{0,8}UID_MIN\\s{1,16}(\\d{1,5})\\s*$");
    private static final long LATEST_MICROS = 253_402_300_799_000_000L;
    private static final long NOBODY = 65_534;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Host host;

    JournalProblems(Host host) {
        this.host = host;
    }

    /** {@return the crashes of what belongs to the system} */
    List<Problem> all() throws IOException {
        if (!host.exists(DIRECTORY)) {
            return List.of();
        }
        Matcher configured = UID_MIN.matcher(host.read("/etc/login.defs").orElse(""));
        long firstPerson = configured.find() ? Long.parseLong(configured.group(1)) : 1000;
        List<Problem> problems = new ArrayList<>();
        for (String line : host.run(COMMAND).orElse("").lines().toList()) {
            JsonNode entry = json(line);
            Optional<Long> micros = Numbers.parse(
                            entry.path("__REALTIME_TIMESTAMP").asText(), LATEST_MICROS)
                    .stream()
                    .boxed()
                    .findFirst();
            boolean persons = Numbers.parse(entry.path("COREDUMP_UID").asText(), Long.MAX_VALUE).stream()
                    .anyMatch(uid -> uid >= firstPerson && uid != NOBODY);
            String cursor = entry.path("__CURSOR").asText();
            if (micros.isPresent() && !persons && !cursor.isEmpty()) {
                String id = DurableFiles.sha256(cursor.getBytes(StandardCharsets.UTF_8));
                problems.add(new Problem(id.substring(0, 16), micros.get() / 1_000_000, 1, () -> facts(entry)));
            }
        }
        return problems;
    }

    private Optional<Problem.Facts> facts(JsonNode entry) throws IOException {
        String program = entry.path("COREDUMP_EXE").asText();
        Optional<ArrayNode> frames = frames(entry.path("MESSAGE").asText());
        if (frames.isEmpty()) {
            return Optional.empty();
        }
        ArrayNode packages = packages(entry, program);
        ObjectNode problem = JsonNodeFactory.instance
                .objectNode()
                .put("type", "core")
                .put("component", packages.path(0).path("name").asText("other"))
                .put(
                        "signal",
                        Numbers.parse(entry.path("COREDUMP_SIGNAL").asText(), 128)
                                .orElse(0))
                .put("executable", program);
        problem.putObject("user")
                .put("root", entry.path("COREDUMP_UID").asText().equals("0"))
                .put("local", true);
        problem.putArray("stacktrace").addObject().put("crash_thread", true).set("frames", frames.get());
        Map<String, String> os =
                KeyValues.assignments(host.read("/etc/os-release").orElse(""));
        return Optional.of(new Problem.Facts(
                os.getOrDefault("ID", ""),
                os.getOrDefault("VERSION_ID", ""),
                host.run(List.of("uname", "-m")).map(String::strip).orElse(""),
                host.read("/proc/sys/kernel/osrelease").map(String::strip).orElse(""),
                problem,
                packages));
    }

    /** The first thread is the one that crashed. */
    private static Optional<ArrayNode> frames(String message) {
        ArrayNode frames = JsonNodeFactory.instance.arrayNode();
        int threads = 0;
        for (String line : message.lines().limit(2_000).toList()) {
            threads += THREAD.matcher(line).matches() ? 1 : 0;
            Matcher frame = FRAME.matcher(line);
            if (threads == 1 && frame.matches()) {
                ObjectNode json = frames.addObject()
                        .put("address", 0)
                        .put("build_id_offset", offset(frame.group(3)))
                        .put("file_name", frame.group(2));
                if (!frame.group(1).equals("n/a")) {
                    json.put("function_name", frame.group(1));
                }
            }
        }
        return frames.isEmpty() ? Optional.empty() : Optional.of(frames);
    }

    private static long offset(String hex) {
        return hex.length() > 15 ? 0 : Long.parseLong(hex, 16);
    }

    /** The program's package: as the program itself says it, or the one that its file is of. */
    private ArrayNode packages(JsonNode entry, String program) throws IOException {
        ArrayNode packages = JsonNodeFactory.instance.arrayNode();
        String said = entry.path("COREDUMP_PACKAGE_NAME").asText();
        Optional<String> found = said.isEmpty() && PROGRAM.matcher(program).matches()
                ? owner(program)
                : Optional.of(
                        said + " " + entry.path("COREDUMP_PACKAGE_VERSION").asText());
        String[] words = found.orElse("").split(" ", -1);
        if (words.length == 2 && !words[0].isEmpty()) {
            Matcher version = VERSION.matcher(words[1]);
            boolean written = version.matches();
            packages.addObject()
                    .put("name", words[0])
                    .put("epoch", 0)
                    .put("version", written ? version.group(1) : "")
                    .put("release", written && version.group(2) != null ? version.group(2) : "")
                    .put("architecture", "")
                    .put("package_role", "affected");
        }
        return packages;
    }

    private Optional<String> owner(String program) throws IOException {
        if (host.exists("/var/lib/dpkg/status")) {
            Optional<String> owned = host.run(List.of("dpkg-query", "--search", program));
            if (owned.isEmpty() && program.startsWith("/usr/")) {
                // As it was called before /bin became a link.
                owned = host.run(List.of("dpkg-query", "--search", program.substring("/usr".length())));
            }
            Optional<String> name = owned.map(text -> text.split("[:,]", 2)[0].strip())
                    .filter(one -> one.matches("[a-z0-9][a-z0-9+.-]{1,63}"));
            return name.isEmpty()
                    ? Optional.empty()
                    : host.run(List.of("dpkg-query", "--show", "--showformat=${Package} ${Version}\\n", name.get()))
                            .flatMap(text -> text.lines().findFirst());
        }
        return host.run(List.of("rpm", "--query", "--file", "--queryformat=%{NAME} %{VERSION}-%{RELEASE}\\n", program))
                .flatMap(text -> text.lines().findFirst());
    }

    private static JsonNode json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).orElse(JsonNodeFactory.instance.nullNode());
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.nullNode();
        }
    }
}
