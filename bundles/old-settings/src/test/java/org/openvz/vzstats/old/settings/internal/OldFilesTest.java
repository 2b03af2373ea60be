package org.openvz.vzstats.old.settings.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.api.OldSettings;

class OldFilesTest {

    @TempDir
    Path root = Path.of("set by JUnit");

    @ParameterizedTest
    @EnumSource
    void withoutFilesThereAreNoSettings(OldSettings.Key key) {
        assertEquals(Optional.empty(), new OldFiles(root).value(key));
        assertEquals(List.of(), new OldFiles(root).unknown());
    }

    @Test
    void theShellFileOfTheOriginalClientIsRead() throws Exception {
        write(
                "vzstats.conf",
                """
                # Configuration file for vzstats
                REP_DIR=/usr/libexec/vzstats
                export URL="https://stats.zqcorp.example"   # ours
                SUBMIT_URL=${URL}/submit.php
                GET_ID_URL=$URL/genuuid.php
                """);
        OldFiles files = new OldFiles(root);
        assertEquals(Optional.of("/usr/libexec/vzstats"), files.value(OldSettings.Key.REP_DIR));
        assertEquals(Optional.of("https://stats.zqcorp.example"), files.value(OldSettings.Key.URL));
        assertEquals(Optional.of("https://stats.zqcorp.example/submit.php"), files.value(OldSettings.Key.SUBMIT_URL));
        assertEquals(Optional.of("https://stats.zqcorp.example/genuuid.php"), files.value(OldSettings.Key.GET_ID_URL));
        assertEquals(List.of(), files.unknown());
    }

    @Test
    void theFileOfDispHelperIsRead() throws Exception {
        write("disp_helper.json", "{\"report_period\": \"15m\", \"protocol\": \"FILE\"}");
        OldFiles files = new OldFiles(root);
        assertEquals(Optional.of("15m"), files.value(OldSettings.Key.REPORT_PERIOD));
        assertEquals(Optional.of("FILE"), files.value(OldSettings.Key.PROTOCOL));
        assertEquals(List.of(), files.unknown());
    }

    @Test
    void ofWhatIsUnknownNothingButTheNameIsTold() throws Exception {
        write("vzstats.conf", "URL=https://a.example\nzq_token='zqsecret'\nURL2=zqother\n");
        write("disp_helper.json", "{\"upload\": {\"user\": \"zqivan\"}, \"zq ivan\": 1, \"zq@b\": 2}");
        assertEquals(
                List.of(
                        "a name that is none in /etc/vz/vzstats.conf",
                        "zq_token in /etc/vz/vzstats.conf",
                        "a name that is none in /etc/vz/disp_helper.json",
                        "upload in /etc/vz/disp_helper.json"),
                new OldFiles(root).unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "often", "0s", "-1m", "15 m", "15m; reboot"})
    void aPeriodThatIsNoneIsNotTaken(String period) throws Exception {
        write("disp_helper.json", "{\"report_period\": \"" + period + "\"}");
        assertEquals(Optional.empty(), new OldFiles(root).value(OldSettings.Key.REPORT_PERIOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[1]", "\"15m\"", "null", "{\"report_period\": [\"15m\"]}", "{\"report_period\": null}"
            })
    void whatIsNoSettingsFileHasNone(String text) throws Exception {
        write("disp_helper.json", text);
        assertEquals(Optional.empty(), new OldFiles(root).value(OldSettings.Key.REPORT_PERIOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "URL=ftp://a.example",
                "URL=a.example",
                "URL='https://a.example",
                "URL=https://a b",
                "URL=$(cat /etc/zq)"
            })
    void anAddressThatIsNoneIsNotTaken(String line) throws Exception {
        write("vzstats.conf", line + "\n");
        Optional<String> url = new OldFiles(root).value(OldSettings.Key.URL);
        // A shell would take the first word only, too.
        assertEquals(line.contains("a b") ? Optional.of("https://a") : Optional.empty(), url);
    }

    private void write(String name, String text) throws IOException {
        Path directory = Files.createDirectories(root.resolve("etc/vz"));
        Files.writeString(directory.resolve(name), text);
    }
}
