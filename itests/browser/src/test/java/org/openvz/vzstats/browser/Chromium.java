package org.openvz.vzstats.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.Work;

/**
 * A headless Chromium or Chrome of this machine. {@code -Dvzstats.browser=…} names its executable; else it is looked for on the path; and if
 * there is none, root on a Debian gets the package chromium. Anybody else is told what to install: a test that nobody runs tests nothing.
 */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "google-chrome", "google-chrome-stable", "chrome", "chromium-browser");
    private static final long INSTALL_MINUTES = 8;
    private static final long START = 30;
    private static final String WHAT_TO_DO =
            "The browser tests need Chromium or Chrome. Install the package chromium (Debian: apt-get install chromium fonts-dejavu-core;"
                    + " Fedora: dnf install chromium; Ubuntu has it as a snap only, there install Google Chrome), or name the"
                    + " executable by -Dvzstats.browser=/path/to/it.";

    private final Process process;
    private final DevTools tools;

    private Chromium(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /** Starts one, with nothing of a former one. */
    static Chromium start() throws IOException, InterruptedException {
        Path executable = executable();
        Path profile = Work.fresh("chromium");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless=new",
                        // Containers of continuous integration have neither what its sandbox needs nor much shared
                        // memory.
                        "--no-sandbox",
                        "--disable-dev-shm-usage",
                        "--disable-gpu",
                        "--no-first-run",
                        "--no-default-browser-check",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-default-apps",
                        "--disable-extensions",
                        "--disable-sync",
                        "--force-color-profile=srgb",
                        // Whatever asks for another host than this is seen to fail.
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolveSibling("chromium.log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        Await.until(
                "the browser starts",
                Duration.ofSeconds(START),
                () -> Files.exists(port) && Files.readAllLines(port).size() == 2);
        List<String> lines = Files.readAllLines(port);
        return new Chromium(
                process,
                new DevTools(URI.create(
                        "ws://127.0.0.1:" + lines.get(0).strip() + lines.get(1).strip())));
    }

    private static Path executable() throws IOException, InterruptedException {
        String named = System.getProperty("vzstats.browser", "");
        if (!named.isEmpty()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new IllegalStateException("There is no executable " + named + ". " + WHAT_TO_DO);
            }
            return Path.of(named);
        }
        Optional<Path> found = onPath();
        if (found.isEmpty() && isRootOfDebian()) {
            install();
            found = onPath();
        }
        return found.orElseThrow(() -> new IllegalStateException(WHAT_TO_DO));
    }

    private static Optional<Path> onPath() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .filter(Chromium::works)
                .findFirst();
    }

    /** Ubuntu's chromium is a script that asks for a snap. */
    private static boolean works(Path executable) {
        try {
            Process asked = new ProcessBuilder(executable.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!asked.waitFor(START, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
                return false;
            }
            return asked.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isRootOfDebian() throws IOException {
        return Files.exists(Path.of("/etc/debian_version"))
                && Files.isExecutable(Path.of("/usr/bin/apt-get"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void install() throws IOException, InterruptedException {
        System.out.println("No browser is here: installing the packages chromium and fonts-dejavu-core");
        apt("update");
        apt("install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core");
    }

    private static void apt(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/apt-get", "-q"));
        command.addAll(List.of(arguments));
        Path log = Work.fresh("apt").resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process apt = builder.start();
        apt.getOutputStream().close();
        boolean ended = apt.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            apt.destroyForcibly();
        }
        if (!ended || apt.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command)
                    + (ended ? " ended with " + apt.exitValue() : " did not end")
                    + ": "
                    + Files.readString(log)
                    + WHAT_TO_DO);
        }
    }

    /** {@return an empty page, which shares nothing with the others} */
    Page page() {
        String context = tools.send("Target.createBrowserContext", Map.of())
                .path("browserContextId")
                .asText();
        String target = tools.send("Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .path("targetId")
                .asText();
        String session = tools.send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        return new Page(tools, context, session);
    }

    @Override
    public void close() {
        tools.close();
        process.destroy();
        try {
            if (!process.waitFor(START, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** {@return the script of axe-core} */
    static String axe() {
        try (var in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
