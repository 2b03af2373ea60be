package org.openvz.vzstats.collector.crashes.internal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A host with problem directories as abrt writes them: all of its files, and in each that says something of its owner a word with {@code zq}.
 */
final class AbrtHost {

    private static final String SPOOL = "var/spool/abrt/";

    /** What abrt writes for every problem, and none of which may leave. */
    private static final Map<String, String> PRIVATE = Map.ofEntries(
            Map.entry("cmdline", "sleep 1000 --password=zqsecret"),
            Map.entry("environ", "HOSTNAME=hn7.zqcorp.example\nSUDO_USER=zqivan\nMAIL=/var/spool/mail/zqivan"),
            Map.entry("hostname", "hn7.zqcorp.example"),
            Map.entry("username", "zqivan"),
            Map.entry("pwd", "/home/zqivan"),
            Map.entry("rootdir", "/srv/zqroot"),
            Map.entry("maps", "55f0 r-xp /home/zqivan/zqlib.so"),
            Map.entry("open_fds", "0:/home/zqivan/zqfile"),
            Map.entry("limits", "zqlimits"),
            Map.entry("mountinfo", "/zqmount"),
            Map.entry("cgroup", "/zqslice"),
            Map.entry("proc_pid_status", "Name: zqname"),
            Map.entry("var_log_messages", "Nov 22 hn7 zqlog"),
            Map.entry("dmesg", "zqdmesg"),
            Map.entry("kernel_log", "zqkernel"),
            Map.entry("machineid", "sosreport_uploader-dmidecode=zqmachine"),
            Map.entry("comment", "zqcomment"),
            Map.entry("description", "zqdescription"),
            Map.entry("reported_to", "Bugzilla: URL=https://bugs.zqcorp.example/1"),
            Map.entry("event_log", "zqevent"),
            Map.entry("coredump", "zqcore"),
            Map.entry("pkg_vendor", "ZqCorp"),
            Map.entry("pkg_fingerprint", "zq73 BD"),
            Map.entry("exploitable", "zqexploit"),
            Map.entry("journald_cursor", "zqcursor"),
            Map.entry("docker_inspect", "zqdocker"),
            Map.entry("container_cmdline", "zqcontainer"),
            Map.entry("ks.cfg", "rootpw zqhash"),
            Map.entry("remote", "zqremote"),
            Map.entry("reason", "sleep of zqivan killed by SIGSEGV"),
            Map.entry("os_release", "Zq release 24"),
            Map.entry("cpuinfo", "zqcpu"),
            Map.entry("sosreport.tar.xz", "zqsos"));

    static final String CORE =
            """
            { "signal": 11, "executable": "/usr/bin/qemu-img", "only_crash_thread": true, "zq": "zq",
              "stacktrace": [ { "crash_thread": true, "frames": [
                { "address": 140598631418400, "build_id": "fbac2849c88def5897d3d3c1cd5adab0bcc1aec2", "build_id_offset": 850464,
                  "function_name": "__memcpy_avx", "file_name": "/usr/lib64/libc-2.17.so" },
                { "address": 1, "build_id": "aaac2849c88def5897d3d3c1cd5adab0bcc1aec2", "build_id_offset": 12,
                  "function_name": "bdrv_co_preadv", "file_name": "/usr/bin/qemu-img" },
                { "address": 2, "build_id": "bbac2849c88def5897d3d3c1cd5adab0bcc1aec2", "build_id_offset": 13,
                  "function_name": "zq_decrypt", "file_name": "/opt/zqcorp/libzq.so" } ] } ] }
            """;

    static final String PYTHON =
            """
            main.py:62:main:ZeroDivisionError: zqpassword

            Traceback (most recent call last):
              File "/home/zqivan/zqtool.py", line 9, in <module>
                zq_main("zqtoken")
              File "/usr/lib/python3.6/site-packages/dnf/cli/main.py", line 62, in main
                return zq_main(args)
              File "/usr/lib64/python3.6/json/decoder.py", line 339, in decode
                zq = 0/0
            ZeroDivisionError: zqpassword is zqsecret

            Local variables in innermost frame:
            zqvar: 'zqsecret'
            """;

    static final String OOPS =
            """
            BUG: unable to handle kernel NULL pointer dereference at 0000000000000008 zq
            IP: [<ffffffffa0412345>] ploop_req_state_process+0x45/0x120 [ploop]
            Hardware name: ZQMAKER ZqBoard/zq1, BIOS ZQ 1.0
            CPU: 3 PID: 4711 Comm: zqcomm ve: zqve Tainted: P
            Call Trace:
             [<ffffffffa0412345>] ploop_req_state_process+0x45/0x120 [ploop]
             [<ffffffff81178b5d>] ? zq_unreliable+0x2d/0x60 [zqdriver]
             [<ffffffff81178b5d>] zq_ioctl+0x2d/0x60 [zqdriver]
             [<ffffffff810a5aef>] kthread+0xcf/0xe0
            """;

    static final String JAVA =
            """
            Exception in thread "zqthread" java.lang.NullPointerException: zqmessage
            \tat java.util.HashMap.putVal(HashMap.java:36) [file:/home/zqivan/zq.jar]
            \tat com.zqcorp.Billing.run(ZqBilling.java:7)
            """;

    static final String RUBY =
            """
            /usr/share/ruby/vendor_ruby/will_ruby_raise.rb:7:in `block in zap!': zqmessage (ZeroDivisionError)
            \tfrom /home/zqivan/zq.rb:12:in `<main>'
            """;

    private final Path root;

    AbrtHost(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Writes a problem directory whole. */
    AbrtHost problem(String name, String type, Map<String, String> facts) throws IOException {
        PRIVATE.forEach((file, text) -> write(SPOOL + name + "/" + file, text));
        write(SPOOL + name + "/type", type);
        write(SPOOL + name + "/time", "1462970611");
        write(SPOOL + name + "/last_occurrence", "1462970999");
        write(SPOOL + name + "/count", "3");
        write(SPOOL + name + "/uid", "0");
        write(SPOOL + name + "/kernel", "3.10.0-1160.105.1.vz7.214.3");
        write(SPOOL + name + "/architecture", "x86_64");
        write(
                SPOOL + name + "/os_info",
                "NAME=\"Virtuozzo Linux\"\nID=\"vzlinux\"\nVERSION_ID=\"7\"\nPRETTY_NAME=\"Zq Linux\"\n");
        write(SPOOL + name + "/component", "qemu-kvm");
        write(SPOOL + name + "/pkg_name", "qemu-img");
        write(SPOOL + name + "/pkg_epoch", "10");
        write(SPOOL + name + "/pkg_version", "2.12.0");
        write(SPOOL + name + "/pkg_release", "33.vz7.14.9");
        write(SPOOL + name + "/pkg_arch", "x86_64");
        write(
                SPOOL + name + "/dso_list",
                """
                /usr/lib64/libc-2.17.so glibc-2.17-317.vl7.x86_64 (Zq Corp) 1460022605
                /opt/zqcorp/libzq.so zqcorp-billing-1.0-1.x86_64 (Zq Corp) 1460022605
                """);
        facts.forEach((file, text) -> write(SPOOL + name + "/" + file, text));
        return this;
    }

    AbrtHost without(String file) throws IOException {
        Files.delete(root.resolve(SPOOL + file));
        return this;
    }

    AbrtHost write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(requireNonNull(file.getParent()));
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
