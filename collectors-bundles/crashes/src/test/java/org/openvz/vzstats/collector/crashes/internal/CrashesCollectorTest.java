package org.openvz.vzstats.collector.crashes.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.RootedHost;
import org.openvz.vzstats.collector.support.RunReadings;
import org.openvz.vzstats.ureport.UReport;
import org.openvz.vzstats.ureport.UReports;

class CrashesCollectorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CCPP = "ccpp-2016-05-11-14:43:31.19861-412";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private AbrtHost host = new AbrtHost(Path.of(""));

    @BeforeEach
    void empty() throws IOException {
        host = new AbrtHost(Files.createDirectories(directory.resolve("root")));
        host.write("etc/abrt/abrt.conf", "# abrt\n#DumpLocation = /var/tmp/zq\nMaxCrashReportsSize = 1000\n");
    }

    @Test
    void aCrashIsAReportOfWhatIsPublic() throws Exception {
        host.problem(CCPP, "CCpp", Map.of("core_backtrace", AbrtHost.CORE));

        List<String> reports = collect(collector(10));

        assertEquals(
                List.of("{\"ureport_version\":2,\"reason\":\"A program of qemu-kvm was terminated by signal 11\","
                        + "\"reporter\":{\"name\":\"vzstats\",\"version\":\"1\"},"
                        + "\"os\":{\"name\":\"vzlinux\",\"version\":\"7\",\"architecture\":\"x86_64\"},"
                        + "\"problem\":{\"type\":\"core\",\"component\":\"qemu-kvm\",\"user\":{\"root\":true,\"local\":true},\"serial\":3,"
                        + "\"signal\":11,\"executable\":\"/usr/bin/qemu-img\",\"only_crash_thread\":true,\"stacktrace\":[{\"crash_thread\":true,"
                        + "\"frames\":[{\"address\":0,\"build_id_offset\":850464,\"build_id\":\"fbac2849c88def5897d3d3c1cd5adab0bcc1aec2\","
                        + "\"file_name\":\"/usr/lib64/libc-2.17.so\",\"function_name\":\"__memcpy_avx\"},"
                        + "{\"address\":0,\"build_id_offset\":12,\"build_id\":\"aaac2849c88def5897d3d3c1cd5adab0bcc1aec2\","
                        + "\"file_name\":\"/usr/bin/qemu-img\",\"function_name\":\"bdrv_co_preadv\"},"
                        + "{\"address\":0,\"build_id_offset\":13,\"build_id\":\"bbac2849c88def5897d3d3c1cd5adab0bcc1aec2\"}]}]},"
                        + "\"packages\":[{\"name\":\"qemu-img\",\"epoch\":10,\"version\":\"2.12.0\",\"release\":\"33.vz7.14.9\","
                        + "\"architecture\":\"x86_64\",\"package_role\":\"affected\"},"
                        + "{\"name\":\"glibc\",\"epoch\":0,\"version\":\"2.17\",\"release\":\"317.vl7\",\"architecture\":\"x86_64\"}],"
                        + "\"vzstats\":{\"kernel\":\"3.10.0-1160.105.1.vz7.214.3\",\"day\":\"2016-05-11\"}}"),
                reports);
    }

    @Test
    void everyKindIsRead() throws Exception {
        everyKind();

        List<UReport> reports = reports(collect(collector(60)));

        assertEquals(
                List.of(
                        "core [__memcpy_avx, bdrv_co_preadv, ?]",
                        "java [throws java.lang.NullPointerException, java.util.HashMap.putVal]",
                        "kerneloops [ploop_req_state_process, ploop_req_state_process, kthread]",
                        "kerneloops [ploop_req_state_process, ploop_req_state_process, kthread]",
                        "python [decode decoder.py, main main.py]",
                        "python [decode decoder.py, main main.py]",
                        "ruby [zap! will_ruby_raise.rb]"),
                reports.stream()
                        .map(report -> report.type() + " " + report.frames())
                        .sorted()
                        .toList());
        JsonNode oops = JSON.readTree(reports.stream()
                .filter(report -> report.type().equals("kerneloops"))
                .findFirst()
                .orElseThrow()
                .json());
        assertEquals(
                "[\"module_out_of_tree\",\"module_proprietary\"]",
                oops.at("/problem/taint_flags").toString());
    }

    @Test
    void nothingOfTheOwnersLeaves() throws Exception {
        everyKind();
        // In what is kept, too.
        for (String kept : List.of(
                "component",
                "pkg_name",
                "pkg_version",
                "pkg_release",
                "pkg_arch",
                "kernel",
                "architecture",
                "os_info",
                "type",
                "count",
                "core_backtrace",
                "backtrace",
                "kernel_tainted_short",
                "dso_list",
                "uid",
                "last_occurrence")) {
            host.problem("a-" + kept, "CCpp", with("core_backtrace", AbrtHost.CORE, kept, "zqcanary"));
            host.problem(
                    "b-" + kept,
                    "Python3",
                    with("backtrace", AbrtHost.PYTHON, kept, "zqivan@hn7.zqcorp.example /home/zqivan 192.0.2.7"));
            host.problem("c-" + kept, "Kerneloops", with("backtrace", AbrtHost.OOPS, kept, "1.0-zq\nzq"));
        }
        for (String text : List.of(
                "__memcpy_avx",
                "/usr/lib64/libc-2.17.so",
                "/usr/bin/qemu-img",
                "aaac2849c88def5897d3d3c1cd5adab0bcc1aec2")) {
            host.problem(
                    "d-" + text.hashCode(),
                    "CCpp",
                    Map.of("core_backtrace", AbrtHost.CORE.replace(text, "/home/zqivan/zq secret " + text)));
        }

        List<String> reports = collect(collector(60));

        assertTrue(reports.size() > 30, () -> reports.size() + " reports");
        for (String report : reports) {
            assertFalse(report.toLowerCase(Locale.ROOT).contains("zq"), report);
            assertFalse(report.contains("192.0.2"), report);
        }
    }

    @Test
    void whatIsNotCompleteOrSomebodysOwnWaits() throws Exception {
        host.problem("ccpp-1.new", "CCpp", Map.of("core_backtrace", AbrtHost.CORE));
        host.problem("ccpp-2", "CCpp", Map.of("core_backtrace", AbrtHost.CORE)).without("ccpp-2/time");
        host.problem("ccpp-3", "CCpp", Map.of("core_backtrace", AbrtHost.CORE));
        Files.createSymbolicLink(host.root().resolve("var/spool/abrt/ccpp-3/.lock"), Path.of("4711"));
        host.problem("ccpp-4", "CCpp", Map.of("core_backtrace", AbrtHost.CORE, "uid", "1000"));
        host.problem("ccpp-5", "CCpp", Map.of("core_backtrace", AbrtHost.CORE, ".libreport/owner", "1001"));
        host.problem("ccpp-6", "CCpp", Map.of());
        host.problem("xorg-7", "xorg", Map.of("backtrace", "0: /usr/libexec/Xorg (OsLookupColor+0x139) [0x59add9]"));
        host.problem("libreport-8", "libreport", Map.of());
        host.write("var/spool/abrt/last-ccpp", "/usr/bin/zq");

        assertEquals(List.of(), collect(collector(10)));
    }

    @Test
    void systemUsersAreNoPersons() throws Exception {
        host.problem(CCPP, "CCpp", Map.of("core_backtrace", AbrtHost.CORE, "uid", "107"));

        assertEquals(1, collect(collector(10)).size());
    }

    @Test
    void aCrashIsToldOnceAndAgainWithHowOftenItHappenedSince() throws Exception {
        host.problem(CCPP, "CCpp", Map.of("core_backtrace", AbrtHost.CORE));

        assertEquals(List.of(3), counts(run(collector(10))));
        assertEquals(List.of(), run(collector(10)));
        host.write("var/spool/abrt/" + CCPP + "/count", "5");
        assertEquals(List.of(2), counts(run(collector(10))), "also after a restart");
    }

    @Test
    void whatIsOnlyLookedAtOrNotQueuedIsToldLater() throws Exception {
        host.problem(CCPP, "CCpp", Map.of("core_backtrace", AbrtHost.CORE));
        CrashesCollector collector = collector(10);

        assertEquals(1, collect(collector).size());
        Section.Builder preview = new Section.Builder("crashes", true);
        collect(collector, preview);
        assertTrue(preview.whenQueued().isEmpty());
        assertEquals(1, run(collector).size());
    }

    @Test
    void onlySoManyAreToldOnADay() throws Exception {
        for (int i = 0; i < 5; i++) {
            host.problem(
                    "ccpp-" + i,
                    "CCpp",
                    Map.of("core_backtrace", AbrtHost.CORE, "last_occurrence", Integer.toString(1462970000 + i)));
        }
        CrashesCollector collector = collector(2);

        assertEquals(2, run(collector).size());
        assertEquals(0, run(collector).size());
        now = now.plus(Duration.ofDays(1));
        assertEquals(2, run(collector).size());
        now = now.plus(Duration.ofDays(1));
        assertEquals(1, run(collector).size());
    }

    @Test
    void whoIsForgottenTellsItAnew() throws Exception {
        host.problem(CCPP, "CCpp", Map.of("core_backtrace", AbrtHost.CORE));
        CrashesCollector collector = collector(10);
        assertEquals(1, run(collector).size());

        Files.delete(directory.resolve("data/collectors/crashes"));

        assertEquals(1, run(collector).size());
    }

    @Test
    void anotherDumpLocationIsRead() throws Exception {
        host.problem(CCPP, "CCpp", Map.of("core_backtrace", AbrtHost.CORE));
        Files.createDirectories(host.root().resolve("var/tmp"));
        Files.move(host.root().resolve("var/spool/abrt"), host.root().resolve("var/tmp/abrt"));
        host.write("etc/abrt/abrt.conf", "DumpLocation = /var/tmp/abrt\n");

        assertEquals(1, collect(collector(10)).size());
    }

    @Test
    void damagedFilesAreNoReportsOrHarmless() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            StringBuilder damaged = new StringBuilder(
                    List.of(AbrtHost.CORE, AbrtHost.PYTHON, AbrtHost.OOPS, AbrtHost.RUBY, AbrtHost.JAVA)
                            .get(i % 5));
            for (int damage = 0; damage < 5; damage++) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
            }
            String type =
                    List.of("CCpp", "Python3", "Kerneloops", "Ruby", "Java").get(i % 5);
            host.problem(
                    "damaged-1", type, Map.of("core_backtrace", damaged.toString(), "backtrace", damaged.toString()));
            for (String report : collect(collector(10))) {
                // What is damaged into the kernel's own has no module's name beside it any more.
                assertFalse(
                        report.replaceAll("zq_(ioctl|unreliable)", "")
                                .toLowerCase(Locale.ROOT)
                                .contains("zq"),
                        report);
            }
        }
    }

    @Test
    void withoutAbrtTheJournalIsAsked() throws Exception {
        Files.delete(host.root().resolve("etc/abrt/abrt.conf"));
        host.write("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
        host.write("proc/sys/kernel/osrelease", "6.1.0-13-amd64\n");
        host.write("var/lib/dpkg/status", "Package: coreutils\n");
        Files.createDirectories(host.root().resolve("var/lib/systemd/coredump"));
        command("uname", "echo x86_64");
        command(
                "dpkg-query",
                "case \"$1\" in --search) [ \"$2\" = /bin/sleep ] && echo 'coreutils: /bin/sleep' || exit 1;;"
                        + " --show) echo 'coreutils 9.1-1';; esac");
        command("journalctl", "cat \"${0%/*}/journal\"");
        host.write("usr/bin/journal", entry("zqc1", "0") + entry("zqc2", "1000") + "{\"zq\":\nzq\n");

        List<UReport> reports = reports(run(collector(10)));

        assertEquals(1, reports.size());
        UReport report = reports.get(0);
        assertEquals("coreutils", report.component());
        assertEquals("9.1-1", report.version());
        assertEquals("debian 12", report.os());
        assertEquals("6.1.0-13-amd64", report.kernel());
        assertEquals(List.of("clock_nanosleep", "sleep ?", "?", "__libc_start_main"), report.frames());
        assertFalse(report.json().toLowerCase(Locale.ROOT).contains("zq"), report.json());
        assertEquals(List.of(), run(collector(10)));
    }

    private static String entry(String cursor, String uid) {
        return "{\"__CURSOR\":\"" + cursor
                + "\",\"__REALTIME_TIMESTAMP\":\"1763800000000000\",\"COREDUMP_EXE\":\"/usr/bin/sleep\","
                + "\"COREDUMP_SIGNAL\":\"11\",\"COREDUMP_UID\":\"" + uid
                + "\",\"COREDUMP_CMDLINE\":\"zqsecret\",\"_HOSTNAME\":\"zqhost\","
                + "\"MESSAGE\":\"Process 4711 (zqname) of user 0 dumped core.\\n\\nModule /opt/zqcorp/libzq.so without build-id.\\n"
                + "Stack trace of thread 4711:\\n#0  0x00007f5e1f0cf8c5 clock_nanosleep (libc.so.6 + 0xcf8c5)\\n"
                + "#1  0x000055f0a0b0e2f1 n/a (/usr/bin/sleep + 0x22f1)\\n#2  0x000055f0a0b0e2f2 zq_init (libzq.so + 0x1)\\n"
                + "#3  0x00007f5e1f0cf8c6 __libc_start_main (libc.so.6 + 0x2)\\n\\nStack trace of thread 4712:\\n"
                + "#0  0x00007f5e1f0cf8c5 zq_other (libc.so.6 + 0xcf8c5)\\n\"}\n";
    }

    private void command(String name, String script) throws IOException {
        Path file = host.write("usr/bin/" + name, "#!/bin/sh\n" + script + "\n")
                .root()
                .resolve("usr/bin/" + name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Map<String, String> with(String file, String text, String other, String instead) {
        Map<String, String> facts = new HashMap<>(Map.of(file, text));
        facts.put(other, instead);
        return facts;
    }

    private void everyKind() throws IOException {
        host.problem(CCPP, "CCpp", Map.of("core_backtrace", AbrtHost.CORE));
        host.problem("Python-1", "Python", Map.of("backtrace", AbrtHost.PYTHON, "component", "dnf"));
        host.problem("Python3-2", "Python3", Map.of("backtrace", AbrtHost.PYTHON, "component", "dnf"));
        host.problem(
                "oops-3",
                "Kerneloops",
                Map.of("backtrace", AbrtHost.OOPS, "component", "kernel", "kernel_tainted_short", "PO zq"));
        host.problem(
                "vmcore-4",
                "vmcore",
                Map.of("backtrace", AbrtHost.OOPS, "component", "kernel", "kernel_tainted_short", "PO"));
        host.problem("java-5", "Java", Map.of("backtrace", AbrtHost.JAVA, "component", "java-11-openjdk"));
        host.problem("ruby-6", "Ruby", Map.of("backtrace", AbrtHost.RUBY, "component", "ruby"));
        host.problem("xorg-7", "xorg", Map.of("backtrace", "0: /usr/libexec/Xorg (zq+0x139)"));
    }

    private CrashesCollector collector(int perDay) {
        return new CrashesCollector(new SentCrashes(directory.resolve("data/collectors")), perDay, () -> now);
    }

    /** Collects, and says that it was queued. */
    private List<String> run(CrashesCollector collector) throws IOException {
        Section.Builder section = new Section.Builder("crashes");
        List<String> reports = collect(collector, section);
        section.whenQueued().forEach(Runnable::run);
        return reports;
    }

    private List<String> collect(CrashesCollector collector) throws IOException {
        return collect(collector, new Section.Builder("crashes"));
    }

    private List<String> collect(CrashesCollector collector, Section.Builder section) throws IOException {
        Budget budget = Budget.of(Duration.ofSeconds(30), 16 << 20);
        try (RootedHost rooted = new RootedHost(host.root(), budget, new RunReadings())) {
            collector.collect(rooted, section);
        }
        return section.build().values().get("crashes.reports") instanceof Value.UReports reports
                ? reports.json()
                : List.of();
    }

    private static List<UReport> reports(List<String> json) throws Exception {
        List<UReport> reports = new ArrayList<>();
        for (String one : json) {
            reports.add(UReports.read(one));
        }
        return reports;
    }

    private static List<Integer> counts(List<String> json) throws Exception {
        return reports(json).stream().map(UReport::count).toList();
    }
}
