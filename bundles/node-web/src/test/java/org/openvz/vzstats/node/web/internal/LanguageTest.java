package org.openvz.vzstats.node.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | EN",
                "ru                            | RU",
                "ru-RU,ru;q=0.9,en-US;q=0.8    | RU",
                "en-US,en;q=0.9,ru;q=0.8       | EN",
                "de-DE, ru ; q = 0.4, en;q=0.3 | RU",
                "de, *                         | EN",
                "ru;q=0, en;q=0.1              | EN",
                "ru;q=nonsense                 | EN",
                "RU                            | RU",
                ";;;,,q=1                      | EN",
            })
    void theOneThatIsLikedBestIsChosen(String header, Language expected) {
        assertEquals(expected, Language.liked(header));
    }

    @Test
    void aHeaderWithoutEndHasNoEffect() {
        assertEquals(Language.EN, Language.liked("x,".repeat(100_000) + "ru"));
    }

    @ParameterizedTest
    @EnumSource(Word.class)
    void bothLanguagesSayTheSame(Word word) {
        assertFalse(word.english().isBlank() || word.russian().isBlank());
        assertEquals(places(word.english()), places(word.russian()));
    }

    @Test
    void numbersAreWrittenAsReadersOfTheLanguageDo() {
        assertEquals("1,234,567", Language.EN.number(1_234_567));
        assertEquals("1\u00A0234\u00A0567", Language.RU.number(1_234_567));
        assertEquals("12.5%", Language.EN.percent(0.125));
        assertEquals("12,5\u00A0%", Language.RU.percent(0.125));
    }

    private static Set<String> places(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(place -> place.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
