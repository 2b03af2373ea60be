package org.openvz.vzstats.dictionary.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTreeTest {

    private static final String DISK = "collectors-bundles/disk/src/main/resources/metrics.yaml";
    private static final String WEATHER = "server-bundles/weather/src/main/resources/metrics.yaml";

    private final Path root;

    SourceTreeTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void everyModuleWithAMetricsFileIsFound() throws Exception {
        write(WEATHER, Topics.WEATHER);
        write(DISK, Topics.DISK);
        write("collectors-bundles/cpu/target/classes/metrics.yaml", Topics.DISK);
        write("collectors-bundles/cpu/src/test/resources/metrics.yaml", Topics.DISK);
        write("README.md", "");

        SourceTree tree = new SourceTree(root);
        assertEquals(List.of(Path.of(DISK), Path.of(WEATHER)), tree.metricsFiles());
        String page = tree.page();
        assertTrue(page.contains("[metrics.yaml](disk/src/main/resources/metrics.yaml)"), page);
        assertTrue(page.contains("[metrics.yaml](../" + WEATHER + ")"), page);
    }

    @Test
    void aTopicThatSaysAllLacksNothing() throws Exception {
        write(DISK, Topics.DISK);
        assertEquals(List.of(), new SourceTree(root).gaps());
    }

    @Test
    void allThatIsMissingIsSaidAtOnce() throws Exception {
        write(WEATHER, Topics.WEATHER.replace("weather_*_now", "weather, of now"));
        assertEquals(
                List.of(
                        WEATHER + ": collector weather: title: a Russian text (ru) is required: title: {en: …, ru: …}",
                        WEATHER + ": metric weather.sky: title: a Russian text (ru) is required: title: {en: …, ru: …}",
                        WEATHER + ": metric weather.sky: meaning is missing: meaning: {en: …, ru: …}",
                        WEATHER + ": metric weather.sky: why: a Russian text (ru) is required: why: {en: …, ru: …}",
                        WEATHER
                                + ": metric weather.sky: source: a Russian text (ru) is required: source: {en: …, ru: …}"),
                new SourceTree(root).gaps());
    }

    /** The first line of the file with this begin replaced, and what is said then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "title: {|title: Disks|collector disk: title: a Russian text (ru) is required: title: {en: …, ru: …}",
                "    title:||metric disk.vz_size: title is missing: title: {en: …, ru: …}",
                "    title:|    title: Space|metric disk.vz_size: title: a Russian text (ru) is required: title: {en: …, ru: …}",
                "    title:|    title: {en: Место, ru: Место}|metric disk.vz_size: title: the English text (en) is in Russian",
                "    title:|    title: {ru: Место}|metric disk.vz_size: title: an English text (en) is required",
                "    meaning:||metric disk.vz_size: meaning is missing: meaning: {en: …, ru: …}",
                "    meaning:|    meaning: Size.|metric disk.vz_size: meaning: a Russian text (ru) is required: meaning: {en: …, ru: …}",
                "    meaning:|    meaning: {en: Size., ru: ' '}|metric disk.vz_size: meaning: a Russian text (ru) is required: meaning: {en: …, ru: …}",
                "    meaning:|    meaning: {en: Size., ru: Size.}|metric disk.vz_size: meaning: the Russian text (ru) is not in Russian",
                "    meaning:|    meaning: {ru: Размер.}|metric disk.vz_size: meaning: an English text (en) is required",
                "    why:||metric disk.vz_size: why is missing: say what it is collected for",
                "    why:|    why: Says.|metric disk.vz_size: why: a Russian text (ru) is required: why: {en: …, ru: …}",
                "    why:|    why: {en: Says., ru: Says.}|metric disk.vz_size: why: the Russian text (ru) is not in Russian",
                "    source:||metric disk.vz_size: source is missing: say where on a host it is read",
                "    source:|    source: /vz or /|metric disk.vz_size: source: a Russian text (ru) is required: source: {en: …, ru: …}",
                "    source:|    source: {en: /vz, ru: ''}|metric disk.vz_size: source: a Russian text (ru) is required: source: {en: …, ru: …}",
                "    type: q||metric disk.vz_size: type is missing: flag, quantity, category, label, version or counts",
                "    since:||metric disk.vz_size: since is missing: the revision that added it, from 1",
                "    buckets:||metric disk.vz_size: a quantity has either buckets or exact: true",
                "    values: [e||metric disk.vz_fs: a category needs its values",
                "    values: [h||metric disk.count: counts need either values or a pattern for their keys",
                "    pattern: '[a||metric disk.controller: a label or version needs a pattern",
                "    pattern: '\\d||metric disk.ploop: a label or version needs a pattern",
                "    pattern: '[A||metric disk.model: counts need either values or a pattern for their keys",
            })
    void whatIsMissingIsSaidWithTheFileAndWhatToMend(String begin, String replacement, String message)
            throws Exception {
        int from = ("\n" + Topics.DISK).indexOf("\n" + begin);
        assertTrue(from >= 0, "the line is in the file");
        int to = Topics.DISK.indexOf("\n", from);
        String rest = Topics.DISK.substring(replacement == null ? to + 1 : to);
        write(DISK, Topics.DISK.substring(0, from) + (replacement == null ? "" : replacement) + rest);
        assertEquals(List.of(DISK + ": " + message), new SourceTree(root).gaps());
    }

    @Test
    void aCollectorThatIsThereTwiceIsSaid() throws Exception {
        write(DISK, Topics.DISK);
        write(WEATHER, Topics.DISK);
        assertEquals(List.of(WEATHER + ": collector disk: is in " + DISK + ", too"), new SourceTree(root).gaps());
    }

    @Test
    void thereIsNoPageOfAFileThatIsNotWhole() throws Exception {
        write(DISK, "disk");
        String message = String.valueOf(assertThrows(IOException.class, () -> new SourceTree(root).page())
                .getMessage());
        assertEquals(DISK + ": no metrics file: it begins with collector: and a name", message);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
