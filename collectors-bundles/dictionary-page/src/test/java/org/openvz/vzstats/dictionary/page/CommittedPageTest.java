package org.openvz.vzstats.dictionary.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the metrics files of this source tree, and the page that is committed, against what they owe. */
class CommittedPageTest {

    private static final SourceTree TREE = new SourceTree(Path.of("..", ".."));

    @Test
    void everyMetricSaysAllThatThePageNeeds() throws IOException {
        assertFalse(TREE.metricsFiles().isEmpty(), "no metrics file found beneath the project's folder");
        List<String> gaps = TREE.gaps();
        if (!gaps.isEmpty()) {
            fail("a metrics file is not whole; mend it:\n" + String.join("\n", gaps));
        }
    }

    /** With {@code -Ddictionary.write} it writes the page instead. */
    @Test
    void thePageIsWhatTheMetricsFilesSay() throws IOException {
        Path page = TREE.root().resolve(SourceTree.PAGE);
        String generated = TREE.page();
        if (Boolean.getBoolean("dictionary.write")) {
            Files.writeString(page, generated);
        }
        String committed = Files.exists(page) ? Files.readString(page) : "";
        if (!committed.equals(generated)) {
            fail("%s is not what the metrics files say, from line %d on; write it anew and commit it:\n%s"
                    .formatted(SourceTree.PAGE, firstDifference(committed, generated), DictionaryPage.REWRITE));
        }
    }

    private static int firstDifference(String one, String other) {
        List<String> lines = one.lines().toList();
        List<String> others = other.lines().toList();
        int line = 0;
        while (line < Math.min(lines.size(), others.size()) && lines.get(line).equals(others.get(line))) {
            line++;
        }
        return line + 1;
    }
}
