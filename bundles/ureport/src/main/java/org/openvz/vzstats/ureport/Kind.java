package org.openvz.vzstats.ureport;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The kinds of problems a uReport is about, and what each of them keeps of where it happened. */
enum Kind {
    /** A program was ended by a signal. */
    CORE {
        @Override
        Trace trace(Given problem, String component, Predicate<String> personal) throws InvalidUReportException {
            long signal = problem.number("signal");
            String executable = problem.text("executable");
            Given user = problem.object("user");
            user.truth("root");
            user.truthOr("local", true);
            List<Given> crashed = new ArrayList<>();
            List<Given> threads = problem.list("stacktrace", 1);
            for (Given thread : threads) {
                thread.list("frames", 1);
                if (threads.size() == 1 || thread.truthOr("crash_thread", false)) {
                    crashed.add(thread);
                }
            }
            problem.require(crashed.size() == 1, "stacktrace", "a list with one crash_thread");
            Optional<String> program = PublicFiles.path(executable).filter(path -> isKnown(component));
            ObjectNode kept = UReports.object()
                    .put("signal", Math.min(signal, 128))
                    .put("executable", program.orElse(""))
                    .put("only_crash_thread", true);
            ArrayNode frames = kept.putArray("stacktrace")
                    .addObject()
                    .put("crash_thread", true)
                    .putArray("frames");
            List<String> names = new ArrayList<>();
            List<String> places = new ArrayList<>();
            boolean named = false;
            for (Given frame : crashed.get(0).list("frames", 1)) {
                frame.number("address");
                long offset = frame.number("build_id_offset");
                String build = frame.hex("build_id");
                String fingerprint = frame.hex("fingerprint");
                Optional<String> file = PublicFiles.path(frame.textOr("file_name", ""))
                        .filter(path -> !path.equals(executable) || program.isPresent())
                        .filter(isNobodys(personal));
                Optional<String> function =
                        file.flatMap(known -> function(frame)).filter(isNobodys(personal));
                if (frames.size() == UReport.MAX_FRAMES) {
                    continue;
                }
                // The place in memory says nothing of the crash, but without one it is no uReport.
                ObjectNode json = frames.addObject().put("address", 0).put("build_id_offset", offset);
                put(json, "build_id", build);
                put(json, "fingerprint", fingerprint);
                file.ifPresent(path -> json.put("file_name", path));
                function.ifPresent(name -> json.put("function_name", name));
                String stem = file.map(PublicFiles::stem).orElse("");
                named |= function.filter(Trace::tells).isPresent();
                names.add(function.orElseGet(() -> named(fingerprint, stem)));
                place(function, fingerprint, build.isEmpty() ? stem : build, offset)
                        .ifPresent(places::add);
            }
            return new Trace(kept, Long.toString(Math.min(signal, 128)), named ? names : places);
        }

        private Optional<String> function(Given frame) {
            try {
                return Functions.name(frame.textOr("function_name", ""));
            } catch (InvalidUReportException e) {
                return Optional.empty();
            }
        }

        /** Of a frame without a name among others that have one: whatever the next build has there, too. */
        private String named(String fingerprint, String stem) {
            return fingerprint.isEmpty() ? (stem + " ?").strip() : "fingerprint " + fingerprint;
        }

        /** Where no frame has a name: a hash of what it does, or where in which build. */
        private Optional<String> place(Optional<String> function, String fingerprint, String where, long offset) {
            if (function.isPresent()) {
                return function;
            }
            if (!fingerprint.isEmpty()) {
                return Optional.of("fingerprint " + fingerprint);
            }
            return where.isEmpty() ? Optional.empty() : Optional.of(where + "+0x" + Long.toHexString(offset));
        }
    },

    /** A Python program ended with an exception. */
    PYTHON {
        @Override
        Trace trace(Given problem, String component, Predicate<String> personal) throws InvalidUReportException {
            return script(problem, personal);
        }
    },

    /** A Ruby program ended with an exception. */
    RUBY {
        @Override
        Trace trace(Given problem, String component, Predicate<String> personal) throws InvalidUReportException {
            return script(problem, personal);
        }
    },

    /** The kernel met something that must not be. */
    KERNELOOPS {
        @Override
        Trace trace(Given problem, String component, Predicate<String> personal) throws InvalidUReportException {
            problem.text("version");
            problem.words("modules");
            ObjectNode kept = UReports.object();
            ArrayNode flags = kept.putArray("taint_flags");
            problem.require(problem.has("taint_flags"), "taint_flags", "a list");
            problem.words("taint_flags").stream()
                    .filter(TAINTS::contains)
                    .distinct()
                    .sorted()
                    .forEach(flags::add);
            ArrayNode frames = kept.putArray("frames");
            List<String> keys = new ArrayList<>();
            for (Given frame : problem.list("frames", 1)) {
                boolean reliable = frame.truth("reliable");
                String module = MODULE_FLAGS
                        .matcher(frame.textOr("module_name", "vmlinux"))
                        .replaceFirst("");
                boolean known = MODULES.matcher(module).matches();
                Optional<String> function = Optional.of(frame.textOr("function_name", ""))
                        .filter(name -> known)
                        .flatMap(Functions::name)
                        .filter(isNobodys(personal));
                long offset = frame.numberOr("function_offset", 0);
                long length = frame.numberOr("function_length", 0);
                if (frames.size() == UReport.MAX_FRAMES) {
                    continue;
                }
                ObjectNode json = frames.addObject()
                        .put("reliable", reliable && function.isPresent())
                        .put("function_name", function.orElse("_unknown_"))
                        .put("function_offset", function.isPresent() ? offset : 0)
                        .put("function_length", function.isPresent() ? length : 0);
                if (known && !module.equals("vmlinux")) {
                    json.put("module_name", module);
                }
                // What merely lay on the stack is another each time.
                function.filter(name -> reliable && !name.equals("_unknown_")).ifPresent(keys::add);
            }
            return new Trace(kept, "", keys);
        }
    },

    /** A Java program ended with an exception. */
    JAVA {
        @Override
        Trace trace(Given problem, String component, Predicate<String> personal) throws InvalidUReportException {
            List<Given> threads = problem.list("threads", 1);
            ObjectNode kept = UReports.object();
            ArrayNode frames =
                    kept.putArray("threads").addObject().put("name", "main").putArray("frames");
            List<String> keys = new ArrayList<>();
            String exception = "";
            for (Given frame : threads.get(0).list("frames", 1)) {
                boolean isNative = frame.truthOr("is_native", false);
                boolean isException = frame.truthOr("is_exception", false);
                String name = Functions.javaMethod(frame.text("name"))
                        .filter(isNobodys(personal))
                        .orElse(PublicNames.OTHER);
                if (frames.size() == UReport.MAX_FRAMES) {
                    continue;
                }
                ObjectNode json = frames.addObject()
                        .put("name", name)
                        .put("is_native", isNative)
                        .put("is_exception", isException);
                if (!isNative && !isException) {
                    json.put("file_name", "").put("file_line", 1).put("class_path", "");
                }
                exception = isException && exception.isEmpty() ? name : exception;
                if (!name.equals(PublicNames.OTHER)) {
                    keys.add(isException ? "throws " + name : name);
                }
            }
            return new Trace(kept, exception, keys);
        }
    };

    private static final Set<String> TAINTS = Set.of(
            "module_proprietary",
            "forced_module",
            "smp_unsafe",
            "forced_removal",
            "mce",
            "page_release",
            "userspace",
            "died_recently",
            "acpi_overridden",
            "warning",
            "staging_driver",
            "firmware_workaround",
            "module_out_of_tree",
            "unsigned_module",
            "soft_lockup",
            "live_patch");

    private static final Pattern SEPARATORS = Pattern.compile("::|\\.");
    private static final Pattern MODULES = Lists.pattern("modules.txt");
    private static final Pattern MODULE_FLAGS = Pattern.compile("\\([A-Z+-]{1,16}\\)$");
    private static final Pattern EXCEPTIONS = Lists.pattern("exceptions.txt");

    /** Reads the keys of this kind, and holds them to what FAF asks of it. */
    abstract Trace trace(Given problem, String component, Predicate<String> personal) throws InvalidUReportException;

    static Kind of(String word) throws InvalidUReportException {
        for (Kind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new InvalidUReportException("problem.type must be core, python, kerneloops, java or ruby");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return a sentence of what is kept: the one of the report may quote anything} */
    String reason(String component, Trace trace) {
        return switch (this) {
            case CORE -> "A program of " + component + " was terminated by signal " + trace.what();
            case KERNELOOPS -> "Kernel oops";
            case PYTHON, RUBY, JAVA -> (trace.what().isEmpty() ? "An exception" : trace.what()) + " in " + component;
        };
    }

    /** By the names in it: in a path, and between the colons of C++, anything looks like an address. */
    private static Predicate<String> isNobodys(Predicate<String> personal) {
        return text -> Arrays.stream(SEPARATORS.split(text.substring(text.lastIndexOf('/') + 1), -1))
                .noneMatch(personal);
    }

    private static boolean isKnown(String component) {
        return !component.equals(PublicNames.OTHER);
    }

    /** Files and functions of an interpreter; lines change with every build, what is in them is anybody's. */
    private static Trace script(Given problem, Predicate<String> personal) throws InvalidUReportException {
        String written = problem.text("exception_name");
        String exception = EXCEPTIONS.matcher(written).matches() ? written : PublicNames.OTHER;
        ObjectNode kept = UReports.object().put("exception_name", exception);
        ArrayNode frames = kept.putArray("stacktrace");
        List<String> keys = new ArrayList<>();
        for (Given frame : problem.list("stacktrace", 1)) {
            problem.require(
                    frame.has("function_name") || frame.has("special_function"),
                    "stacktrace[].function_name",
                    "a text, or there must be a special_function");
            long line = frame.numberOr("file_line", 1);
            Optional<String> file = PublicFiles.path(frame.text("file_name")).filter(isNobodys(personal));
            Optional<String> special = Functions.special(frame.textOr("special_function", ""));
            Optional<String> function = Optional.of(frame.textOr("function_name", ""))
                    .filter(name -> file.isPresent())
                    .flatMap(Functions::name)
                    .filter(isNobodys(personal));
            if (frames.size() == UReport.MAX_FRAMES) {
                continue;
            }
            ObjectNode json = frames.addObject().put("file_name", file.orElse(PublicNames.OTHER));
            if (file.isPresent()) {
                json.put("file_line", Math.max(1, Math.min(line, 1_000_000)));
            }
            if (function.isPresent()) {
                json.put("function_name", function.get());
            } else {
                json.put("special_function", special.orElse("unknown"));
            }
            file.ifPresent(path -> keys.add(function.or(() -> special.map(word -> "<" + word + ">"))
                            .orElse("?") + " " + PublicFiles.stem(path)));
        }
        return new Trace(kept, exception, keys);
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
