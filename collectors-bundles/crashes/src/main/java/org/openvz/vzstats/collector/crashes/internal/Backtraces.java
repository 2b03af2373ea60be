package org.openvz.vzstats.collector.crashes.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backtraces that interpreters and the kernel write for people, as far as a machine needs them: names of functions and files. Lines of
 * source, local variables, messages of exceptions, registers and the machine's name are passed over.
 */
final class Backtraces {

    private static final int MOST_LINES = 2_000;

    /** {@code   File "/usr/lib/python3.6/site-packages/dnf/cli/main.py", line 62, in main}. */
    private static final Pattern PYTHON =
            Pattern.compile(" {2}File \"([^\"]{1,512})\", line (\\d{1,7}), in (<?)([A-Za-z_][A-Za-z0-9_]{0,127})>?");

    /** {@code ZeroDivisionError: division by zero}, at the end of the frames. */
    private static final Pattern PYTHON_EXCEPTION = Pattern.compile("([A-Za-z_][A-Za-z0-9_.]{0,127})(?::.*)?");

    /** {@code /usr/share/ruby/foo.rb:12:in `func': message (ZeroDivisionError)}, and for the other frames {@code from …}. */
    private static final Pattern RUBY = Pattern.compile(
            "\\s{0,8}(?:from )?(/[^:]{1,512}):(\\d{1,7}):in [`'](<?)(?:block (?:\\(\\d+ levels\\) )?in |rescue in |ensure in )*"
                    + "(?:[A-Z][A-Za-z0-9_:]{0,127}[.#])?([A-Za-z_][A-Za-z0-9_ ()]{0,127}[?!=]?)>?'.*");

    private static final Pattern RUBY_EXCEPTION = Pattern.compile("\\(([A-Z][A-Za-z0-9_:]{0,127})\\)\\s*$");

    /** {@code 	at java.util.HashMap.putVal(HashMap.java:36)}. */
    private static final Pattern JAVA = Pattern.compile("\\s{1,8}at ([A-Za-z0-9_.$<>]{1,256})\\(([^)]{0,256})\\).*");

    /** {@code Exception in thread "main" java.lang.NullPointerException: message}. */
    private static final Pattern JAVA_EXCEPTION = Pattern.compile(
            "(?:Exception in thread \"[^\"]{0,256}\" |Caused by: )?((?:[a-z][A-Za-z0-9_]{0,63}\\.){1,10}[A-Z][A-Za-z0-9_$]{0,127})(?::.*)?");

    /** {@code  [<ffffffff81178b5d>] ? do_foo+0x2d/0x60 [kvm]}, with the address or without, and what journals put before it. */
    private static final Pattern KERNEL = Pattern.compile(
            "(?:^|.*[\\s:>\\]])(\\? )?([A-Za-z_][A-Za-z0-9_.]{0,127})\\+0x([0-9a-f]{1,8})/0x([0-9a-f]{1,8})(?: \\[([A-Za-z0-9_]{1,64})(?:\\([A-Z+-]{1,8}\\))?\\])?.{0,16}");

    private static final Map<Character, String> TAINTS = Map.ofEntries(
            Map.entry('P', "module_proprietary"),
            Map.entry('F', "forced_module"),
            Map.entry('S', "smp_unsafe"),
            Map.entry('R', "forced_removal"),
            Map.entry('M', "mce"),
            Map.entry('B', "page_release"),
            Map.entry('U', "userspace"),
            Map.entry('D', "died_recently"),
            Map.entry('A', "acpi_overridden"),
            Map.entry('W', "warning"),
            Map.entry('C', "staging_driver"),
            Map.entry('I', "firmware_workaround"),
            Map.entry('O', "module_out_of_tree"),
            Map.entry('E', "unsigned_module"),
            Map.entry('L', "soft_lockup"),
            Map.entry('K', "live_patch"));

    private Backtraces() {}

    /** {@return the problem; empty if there is no frame} */
    static Optional<ObjectNode> python(String text) {
        List<ObjectNode> frames = new ArrayList<>();
        String exception = "";
        for (String line : lines(text)) {
            Matcher frame = PYTHON.matcher(line);
            Matcher end = PYTHON_EXCEPTION.matcher(line);
            if (frame.matches()) {
                frames.add(frame(frame));
            } else if (!frames.isEmpty() && exception.isEmpty() && end.matches()) {
                exception = end.group(1);
            }
        }
        // The innermost is the last, as Python says itself.
        Collections.reverse(frames);
        return script("python", exception, frames);
    }

    /** {@return the problem; empty if there is no frame} */
    static Optional<ObjectNode> ruby(String text) {
        List<ObjectNode> frames = new ArrayList<>();
        String exception = "";
        for (String line : lines(text)) {
            Matcher frame = RUBY.matcher(line);
            if (frame.matches()) {
                frames.add(frame(frame));
            }
            Matcher end = RUBY_EXCEPTION.matcher(line);
            if (exception.isEmpty() && end.find()) {
                exception = end.group(1);
            }
        }
        return script("ruby", exception, frames);
    }

    /** {@return the problem; empty if there is no frame} */
    static Optional<ObjectNode> java(String text) {
        ObjectNode problem = problem("java");
        ArrayNode frames =
                problem.putArray("threads").addObject().put("name", "main").putArray("frames");
        boolean thrown = false;
        for (String line : lines(text)) {
            Matcher frame = JAVA.matcher(line);
            Matcher exception = JAVA_EXCEPTION.matcher(line);
            if (frame.matches()) {
                frames.addObject()
                        .put("name", frame.group(1))
                        .put("is_native", frame.group(2).startsWith("Native"))
                        .put("is_exception", false);
            } else if (!thrown && exception.matches()) {
                thrown = true;
                frames.addObject()
                        .put("name", exception.group(1))
                        .put("is_native", false)
                        .put("is_exception", true);
            }
        }
        return frames.size() > (thrown ? 1 : 0) ? Optional.of(problem) : Optional.empty();
    }

    /** {@return the problem; empty if there is no frame} */
    static Optional<ObjectNode> kernel(String text, String taints, String version) {
        ObjectNode problem = problem("kerneloops").put("version", version);
        ArrayNode flags = problem.putArray("taint_flags");
        taints.chars()
                .mapToObj(letter -> TAINTS.get((char) letter))
                .filter(flag -> flag != null)
                .forEach(flags::add);
        ArrayNode frames = problem.putArray("frames");
        for (String line : lines(text)) {
            Matcher frame = line.length() > 1_024 ? KERNEL.matcher("") : KERNEL.matcher(line);
            if (frame.matches()) {
                ObjectNode json = frames.addObject()
                        .put("reliable", frame.group(1) == null)
                        .put("function_name", frame.group(2))
                        .put("function_offset", Long.parseLong(frame.group(3), 16))
                        .put("function_length", Long.parseLong(frame.group(4), 16));
                if (frame.group(5) != null) {
                    json.put("module_name", frame.group(5));
                }
            }
        }
        return frames.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    private static ObjectNode frame(Matcher frame) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("file_name", frame.group(1))
                .put("file_line", Math.max(1, Long.parseLong(frame.group(2))));
        return json.put(frame.group(3).isEmpty() ? "function_name" : "special_function", frame.group(4));
    }

    private static Optional<ObjectNode> script(String type, String exception, List<ObjectNode> frames) {
        if (frames.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode problem = problem(type).put("exception_name", exception);
        problem.putArray("stacktrace").addAll(frames);
        return Optional.of(problem);
    }

    private static ObjectNode problem(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static List<String> lines(String text) {
        return text.lines().limit(MOST_LINES).toList();
    }
}
