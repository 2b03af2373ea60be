package org.openvz.vzstats.processor.vzstats.classic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.processor.dictionary.internal.DictionaryProcessor;
import org.openvz.vzstats.report.SectionJson;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.UnprocessableException;

/** What the translator makes of texts, held to what the server holds sections to. */
final class Translated {

    private static final ClassicTranslator TRANSLATOR;
    private static final Dictionary DICTIONARY;

    static {
        try {
            TRANSLATOR = new ClassicTranslator();
            DICTIONARY = Gate.ofThisBundle().dictionary();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Translated() {}

    static Dictionary dictionary() {
        return DICTIONARY;
    }

    /** {@return the text files of a recorded client} */
    static SortedMap<String, String> client(String name) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/clients", name))) {
            for (Path file : files.toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return texts;
    }

    /** {@return the section that the intake makes of texts} */
    static ReceivedSection section(Map<String, String> texts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        texts.forEach(json::put);
        return new ReceivedSection("vzstats-classic", 1, json.toString());
    }

    static List<ReceivedSection> sections(Map<String, String> texts) throws UnprocessableException {
        return TRANSLATOR.translate(section(texts));
    }

    /** {@return every metric, on a line each; nothing if nothing could be made of the texts} */
    static String lines(Map<String, String> texts) {
        try {
            SortedMap<String, String> lines = new TreeMap<>();
            for (ReceivedSection received : sections(texts)) {
                // Throws if it would end in quarantine.
                new DictionaryProcessor(() -> DICTIONARY).process(received);
                Section section = SectionJson.decode(received.collector(), received.content())
                        .orElseThrow();
                section.values().forEach((metric, value) -> lines.put(metric, metric + " = " + text(value) + "\n"));
            }
            return String.join("", lines.values());
        } catch (UnprocessableException e) {
            assertEquals(UnprocessableException.MALFORMED, e.reason());
            return "";
        }
    }

    static String lines(String file, String text) {
        return lines(Map.of(file, text));
    }

    private static String text(Value value) {
        if (value instanceof Value.Flag flag) {
            return Boolean.toString(flag.set());
        }
        if (value instanceof Value.Quantity quantity) {
            return Long.toString(quantity.amount());
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        return ((Value.Counts) value)
                .byKey().entrySet().stream()
                        .map(count -> count.getKey() + "=" + count.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
