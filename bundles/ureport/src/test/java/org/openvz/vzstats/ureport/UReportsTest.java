package org.openvz.vzstats.ureport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UReportsTest {

    @ParameterizedTest
    @ValueSource(strings = {"core", "python", "kerneloops", "java", "ruby"})
    void keepsNothingThatIsNotPublicAndIsTheSameWhenReadAgain(String type) throws Exception {
        UReport report = UReports.read(sample(type));

        assertEquals(type, report.type());
        assertFalse(report.json().toLowerCase(Locale.ROOT).contains("zq"), report.json());
        assertFalse(
                report.frames().toString().toLowerCase(Locale.ROOT).contains("zq"),
                report.frames().toString());
        assertEquals(report, UReports.read(report.json()));
    }

    @Test
    void keepsOfACoreWhereItCrashed() throws Exception {
        UReport report = UReports.read(sample("core"));

        assertEquals("coreutils", report.component());
        assertEquals("8.25-5.fc24", report.version());
        assertEquals("fedora 24", report.os());
        assertEquals("x86_64", report.architecture());
        assertEquals(55, report.count());
        assertEquals(List.of("__nanosleep", "rpl_nanosleep", "sleep ?", "?", "?", "main"), report.frames());
        assertEquals(
                "{\"ureport_version\":2,\"reason\":\"A program of coreutils was terminated by signal 11\","
                        + "\"reporter\":{\"name\":\"vzstats\",\"version\":\"1\"},"
                        + "\"os\":{\"name\":\"fedora\",\"version\":\"24\",\"architecture\":\"x86_64\"},"
                        + "\"problem\":{\"type\":\"core\",\"component\":\"coreutils\",\"user\":{\"root\":false,\"local\":true},\"serial\":55,"
                        + "\"signal\":11,\"executable\":\"/usr/bin/sleep\",\"only_crash_thread\":true,\"stacktrace\":[{\"crash_thread\":true,\"frames\":["
                        + "{\"address\":0,\"build_id_offset\":850464,\"build_id\":\"fbac2849c88def5897d3d3c1cd5adab0bcc1aec2\","
                        + "\"file_name\":\"/usr/lib64/libc-2.23.so\",\"function_name\":\"__nanosleep\"},"
                        + "{\"address\":0,\"build_id_offset\":24101,\"build_id\":\"bbe3e9f7aeef5bbb06d21e5f5c0a1e7d3a6e3a3a\","
                        + "\"file_name\":\"/usr/bin/sleep\",\"function_name\":\"rpl_nanosleep\"},"
                        + "{\"address\":0,\"build_id_offset\":6244,\"build_id\":\"bbe3e9f7aeef5bbb06d21e5f5c0a1e7d3a6e3a3a\","
                        + "\"file_name\":\"/usr/bin/sleep\"},"
                        + "{\"address\":0,\"build_id_offset\":1,\"build_id\":\"ccc3e9f7aeef5bbb06d21e5f5c0a1e7d3a6e3a3a\"},"
                        + "{\"address\":0,\"build_id_offset\":2},"
                        + "{\"address\":0,\"build_id_offset\":3,\"fingerprint\":\"abcdef01\",\"file_name\":\"/usr/bin/sleep\","
                        + "\"function_name\":\"main\"}]}]},"
                        + "\"packages\":[{\"name\":\"coreutils\",\"epoch\":0,\"version\":\"8.25\",\"release\":\"5.fc24\",\"architecture\":\"x86_64\","
                        + "\"package_role\":\"affected\"},"
                        + "{\"name\":\"glibc\",\"epoch\":0,\"version\":\"2.23.1\",\"release\":\"5.fc24\",\"architecture\":\"other\"}]}",
                report.json());
    }

    @Test
    void keepsOfTheOtherKindsWhereTheyHappened() throws Exception {
        assertEquals(
                List.of("main main.py", "decode decoder.py"),
                UReports.read(sample("python")).frames());
        UReport oops = UReports.read(sample("kerneloops"));
        assertEquals(List.of("kvm_arch_vcpu_ioctl_run", "do_vfs_ioctl"), oops.frames());
        assertEquals("3.10.0-1160.105.1.vz7.214.3", oops.version());
        assertEquals("3.10.0-1160.105.1.vz7.214.3", oops.kernel());
        assertTrue(oops.json().contains("\"taint_flags\":[\"module_proprietary\",\"warning\"]"), oops.json());
        assertEquals(
                List.of("throws java.lang.NullPointerException", "java.util.HashMap.putVal"),
                UReports.read(sample("java")).frames());
        assertEquals(
                List.of("func? will_ruby_raise.rb"),
                UReports.read(sample("ruby")).frames());
    }

    @Test
    void aProgramOfItsOwnersHasNoNames() throws Exception {
        String own = sample("core").replace("\"component\": \"coreutils\"", "\"component\": \"zqcorp-billing\"");

        UReport report = UReports.read(own);

        assertEquals("other", report.component());
        assertFalse(report.json().contains("/usr/bin/sleep"), report.json());
        assertFalse(report.json().contains("rpl_nanosleep"), report.json());
        assertTrue(report.json().contains("__nanosleep"), report.json());
    }

    @Test
    void aNameOfThisHostIsLeftOut() throws Exception {
        UReport report = UReports.read(sample("core"), text -> text.equals("rpl_nanosleep"));

        assertFalse(report.json().contains("rpl_nanosleep"), report.json());
    }

    @Test
    void theSameCrashOfAnotherBuildIsTheSameGroup() throws Exception {
        String one = core(
                "8.25",
                "libc-2.23.so",
                "aa11",
                10,
                "std::vector<int, std::allocator<int> >::at(unsigned long)",
                "raise");
        String other = core(
                "8.32",
                "libc-2.33.so",
                "bb22",
                20,
                "std::vector<long>::at(unsigned long)",
                "__pthread_kill_implementation");

        assertEquals(UReports.read(one).group(), UReports.read(other).group());
    }

    @Test
    void aFrameWithoutANameAmongOthersDoesNotPartTwoBuilds() throws Exception {
        String sample = sample("core");
        String rebuilt = sample.replace("ccc3e9f7aeef5bbb06d21e5f5c0a1e7d3a6e3a3a", "ddd3")
                .replace("\"build_id_offset\": 6244", "\"build_id_offset\": 7000");

        assertNotEquals(sample, rebuilt);
        assertEquals(UReports.read(sample).group(), UReports.read(rebuilt).group());
        assertEquals(UReports.read(sample).frames(), UReports.read(rebuilt).frames());
    }

    @Test
    void howEveryProgramBeginsIsNoNameOfACrash() throws Exception {
        assertNotEquals(
                UReports.read(core("1", "libc-2.23.so", "aa11", 10, "main", "")).group(),
                UReports.read(core("1", "libc-2.23.so", "aa11", 20, "main", "")).group());
    }

    @Test
    void copiesThatACompilerMakesAreTheSameFunction() throws Exception {
        assertEquals(group("do_work"), group("do_work.isra.3"));
        assertEquals(group("do_work"), group("do_work.constprop.0.cold"));
        assertEquals(group("memcpy"), group("memcpy@@GLIBC_2.14"));
    }

    @Test
    void anotherFunctionComponentOrTypeIsAnotherGroup() throws Exception {
        String sample = sample("core");
        String group = UReports.read(sample).group();

        assertNotEquals(group("do_work"), group("do_other_work"));
        assertNotEquals(
                group,
                UReports.read(sample.replace("\"component\": \"coreutils\"", "\"component\": \"bash\""))
                        .group());
        assertNotEquals(group, UReports.read(sample("python")).group());
    }

    @Test
    void withoutNamesABuildAndAnOffsetAreTheGroup() throws Exception {
        String one = core("1", "libzq.so", "aa11", 10, "zq", "zq");

        assertEquals(
                UReports.read(one).group(),
                UReports.read(core("2", "libzq.so", "aa11", 10, "zq", "zq")).group());
        assertNotEquals(
                UReports.read(one).group(),
                UReports.read(core("1", "libzq.so", "aa11", 11, "zq", "zq")).group());
        assertNotEquals(
                UReports.read(one).group(),
                UReports.read(core("1", "libzq.so", "aa12", 10, "zq", "zq")).group());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ureport_version\": 2 | \"ureport_version\": 1 | ureport_version must be 2",
                "\"ureport_version\": 2 | \"ureport_version\": \"zq\" | ureport_version must be a whole number from 0",
                "\"type\": \"core\" | \"type\": \"zq\" | problem.type must be core, python, kerneloops, java or ruby",
                "\"component\": \"coreutils\" | \"component\": 1 | problem.component must be a text",
                "\"signal\": 11 | \"signal\": -1 | problem.signal must be a whole number from 0",
                "\"crash_thread\": true | \"crash_thread\": 1 | ",
                "\"build_id_offset\": 850464 | \"build_id_offset\": null | problem.stacktrace[].frames[].build_id_offset must be a whole number from 0",
                "\"address\": 140598631418400 | \"address\": 1e300 | problem.stacktrace[].frames[].address must be a whole number from 0",
                "fbac2849c88def5897d3d3c1cd5adab0bcc1aec2 | zq | problem.stacktrace[].frames[].build_id must be hex digits",
                "\"packages\": [ | \"zq\": [ | packages must be a list",
                "\"root\": false | \"root\": \"zq\" | problem.user.root must be true or false",
                "\"architecture\": \"x86_64\", \"cpe\" | \"cpe\" | os.architecture must be a text",
            })
    void whatIsNoneIsRefusedByName(String good, String bad, String what) throws Exception {
        String broken = sample("core")
                .replaceFirst(java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad));
        if (what == null) {
            assertEquals("coreutils", UReports.read(broken).component());
        } else {
            assertEquals(
                    what,
                    assertThrows(InvalidUReportException.class, () -> UReports.read(broken))
                            .what());
        }
    }

    @Test
    void anyDamageIsRefusedOrReducedAndNeverWorse() throws Exception {
        for (String type : new String[] {"core", "python", "kerneloops", "java", "ruby"}) {
            // Whether a function is of the kernel itself or of a module only the module's name says.
            String sample = sample(type).replace("zq_driver_ioctl", "driver_ioctl");
            for (int cut = 0; cut < sample.length(); cut += 7) {
                for (String damaged : new String[] {
                    sample.substring(0, cut),
                    sample.substring(0, cut) + "\u0000\"[{" + sample.substring(cut),
                    sample.substring(0, cut) + sample.substring(Math.min(sample.length(), cut + 40)),
                }) {
                    try {
                        UReport read = UReports.read(damaged);
                        assertFalse(read.json().toLowerCase(Locale.ROOT).contains("zq"), read.json());
                    } catch (InvalidUReportException e) {
                        assertFalse(e.what().toLowerCase(Locale.ROOT).contains("zq"), e.what());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2.23.1,2.23.1",
        "5.fc24,5.fc24",
        "1160.105.1.vz7.214.3,1160.105.1.vz7.214.3",
        "042stab145.3,042stab145.3",
        "1.1.1k,1.1.1k",
        "3+deb12u1,3+deb12u1",
        "5.el8_4.zqcorp.3,5.el8_4",
        "1.zqcorp,1",
        "zq,''",
        "4.5.3-300.fc24.x86_64,4.5.3-300.fc24.x86_64",
        "6.5.11-7-pve,6.5.11-7-pve",
        "5.15.0-91-generic,5.15.0-91-generic",
        "1 zq,''",
    })
    void aVersionIsPublicUpToWhoeverBuiltIt(String written, String kept) {
        assertEquals(kept, PublicNames.ofVersion(written));
    }

    private static String group(String function) throws Exception {
        return UReports.read(core("1", "libc-2.23.so", "aa11", 1, function, "raise"))
                .group();
    }

    private static String core(String version, String library, String build, int offset, String function, String end) {
        return "{\"ureport_version\":2,\"reason\":\"r\",\"reporter\":{\"name\":\"satyr\",\"version\":\"1\"},"
                + "\"os\":{\"name\":\"fedora\",\"version\":\"24\",\"architecture\":\"x86_64\"},"
                + "\"problem\":{\"type\":\"core\",\"component\":\"coreutils\",\"user\":{\"root\":true,\"local\":true},\"signal\":6,"
                + "\"executable\":\"/usr/bin/ls\",\"stacktrace\":[{\"crash_thread\":true,\"frames\":["
                + frame("/usr/lib64/" + library, build, 1 + offset, end)
                + ","
                + frame("/usr/lib64/" + library, build, offset, function)
                + "]}]},\"packages\":[{\"name\":\"coreutils\",\"epoch\":0,\"version\":\"" + version
                + "\",\"release\":\"1\",\"architecture\":\"x86_64\"}]}";
    }

    private static String frame(String file, String build, int offset, String function) {
        return "{\"address\":1,\"build_id\":\"" + build + "\",\"build_id_offset\":" + offset + ",\"file_name\":\""
                + file + "\",\"function_name\":\"" + function + "\"}";
    }

    static String sample(String type) throws IOException {
        try (InputStream sample = Objects.requireNonNull(UReportsTest.class.getResourceAsStream(type + ".json"))) {
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
