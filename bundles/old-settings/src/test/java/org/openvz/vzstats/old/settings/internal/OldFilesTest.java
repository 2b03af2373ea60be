package org.openvz.vzstats.old.settings.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "285ad6e8-fe62-433c-be2a-643e1c54b315\n",
                "{285AD6E8-FE62-433C-BE2A-643E1C54B315}\n",
                "\n  285ad6e8-fe62-433c-be2a-643e1c54b315  \r\n"
            })
    void theIdOfTheOriginalClientIsReadAsItOrAPersonWroteIt(String text) throws Exception {
        write(".vzstats-uuid", text);
        OldFiles files = new OldFiles(root);
        assertEquals(Optional.of("285ad6e8-fe62-433c-be2a-643e1c54b315"), files.value(OldSettings.Key.UUID));
        assertEquals(List.of(), files.troubles());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>zqcorp</html>",
                "285ad6e8-fe62-433c-be2a-643e1c54b31",
                "285ad6e8-fe62-133c-be2a-643e1c54b315",
                "285ad6e8-fe62-433c-fe2a-643e1c54b315",
                "00000000-0000-0000-0000-000000000000",
                "285ad6e8-fe62-433c-be2a-643e1c54b315 385ad6e8-fe62-433c-be2a-643e1c54b315"
            })
    void whatIsNoRandomIdIsIgnoredAndSaid(String text) throws Exception {
        write(".vzstats-uuid", text);
        OldFiles files = new OldFiles(root);
        assertEquals(Optional.empty(), files.value(OldSettings.Key.UUID));
        assertEquals(List.of("/etc/vz/.vzstats-uuid holds no random UUID: it is ignored"), files.troubles());
    }

    @Test
    void anEmptyIdFileIsNone() throws Exception {
        // The original client left one when its server did not answer.
        write(".vzstats-uuid", "\n");
        assertEquals(List.of(), new OldFiles(root).troubles());
    }

    @Test
    void theFilesMayBeElsewhereOrNotBeRead() throws Exception {
        write("vzstats.conf", "URL=https://a.example\n");
        write("mine", "285ad6e8-fe62-433c-be2a-643e1c54b315");
        OldFiles files = new OldFiles(root, new OldFiles.Places("", "", "/etc/vz/mine"));
        assertEquals(Optional.empty(), files.value(OldSettings.Key.URL));
        assertEquals(Optional.of("285ad6e8-fe62-433c-be2a-643e1c54b315"), files.value(OldSettings.Key.UUID));
        assertThrows(IllegalArgumentException.class, () -> new OldFiles.Places("", "", "etc/id"));
    }

    private void write(String name, String text) throws IOException {
        Path directory = Files.createDirectories(root.resolve("etc/vz"));
        Files.writeString(directory.resolve(name), text);
    }
}
