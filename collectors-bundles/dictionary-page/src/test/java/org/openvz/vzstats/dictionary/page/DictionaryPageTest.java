package org.openvz.vzstats.dictionary.page;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.dictionary.Topic;

class DictionaryPageTest {

    @Test
    void aMetricIsShownWholeInBothLanguages() throws Exception {
        assertTrue(
                page(Topics.DISK)
                        .contains(
                                """

                        ## disk

                        **Disks · Диски** ([metrics.yaml](disk/metrics.yaml), revision · редакция 2)

                        ### disk.vz_size

                        |  | Space for guests | Место для гостей |
                        |---|---|---|
                        | Meaning · Смысл | Size of the file system that holds the guests. | Размер файловой системы, где лежат гости. |
                        | Why · Зачем | Says how much space guests are given. | Показывает, сколько места отводят гостям. |

                        - Source · Источник: /vz: statvfs
                        - Type · Тип: quantity, GiB, by bucket · величина, GiB, по интервалам
                        - Values · Значения: `0`, `1-31`, `32-63`, `64+`
                        - Since · С редакции: 1

                        ### disk.arrays

                        |  | Arrays | Массивы |
                        |---|---|---|
                        | Meaning · Смысл | How many arrays there are. | Сколько массивов есть. |
                        | Why · Зачем | Says what to test. | Показывает, что проверять. |

                        - Source · Источник: /proc/mdstat, active arrays only · /proc/mdstat, только активные массивы
                        - Type · Тип: quantity, exact · величина, точно
                        - Values · Значения: whole numbers from 0 · целые числа от 0
                        - Since · С редакции: 2
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "disk.lvm; flag · флаг; `true`, `false`",
                "disk.vz_fs; category · категория; `ext4`, `xfs`, `other`",
                "disk.controller; label · название;"
                        + " `[a-z]{2,8}|nvme`: names that match, at most 8 characters, else `other`"
                        + " · названия по образцу, не длиннее 8, иначе `other`",
                "disk.ploop; version · версия;"
                        + " `\\d{1,2}(\\.\\d{1,2}){0,2}`: versions that match, at most 64 characters"
                        + " · версии по образцу, не длиннее 64",
                "disk.count; counts · количества; `hdd`, `ssd`, `other`",
                "disk.model; counts · количества;"
                        + " `[A-Z0-9]{1,20}`: names that match, at most 64 characters, else `other`"
                        + " · названия по образцу, не длиннее 64, иначе `other`",
            })
    void typeAndValuesAreSaidInWords(String metric, String type, String values) throws Exception {
        String shown = metric(page(Topics.DISK), metric);
        assertTrue(shown.contains("- Type · Тип: " + type + "\n"), shown);
        assertTrue(shown.contains("- Values · Значения: " + values + "\n"), shown);
    }

    @Test
    void aStrangersFileIsShownWithWhatItHas() throws Exception {
        assertTrue(
                page(Topics.WEATHER)
                        .endsWith(
                                """

                        ## weather

                        **Weather** ([metrics.yaml](weather/metrics.yaml), revision · редакция 1)

                        ### weather.sky

                        |  | Sky &lt;b&gt; \\| \\[sky\\](x) \\*bright\\* | Sky &lt;b&gt; \\| \\[sky\\](x) \\*bright\\* |
                        |---|---|---|
                        | Why · Зачем | Decides whether we &amp; others go out. | Decides whether we &amp; others go out. |

                        - Source · Источник: /run/weather\\_\\*\\_now
                        - Type · Тип: category · категория
                        - Values · Значения: `clear`, `a|b`, `` `x` ``, `other`
                        - Since · С редакции: 1
                        """));
    }

    @Test
    void topicsComeAsTheWeekBringsThem() throws Exception {
        String page = page(
                Topics.WEATHER,
                Topics.DISK,
                renamed("settings"),
                renamed("acme"),
                renamed("vm-guests"),
                renamed("hardware"),
                renamed("platform"));
        List<String> order = List.of("platform", "hardware", "disk", "vm-guests", "settings", "acme", "weather");
        assertEquals(order, found(page, "(?m)^## ([a-z-]+)$"));
        assertEquals(order, found(page, "(?m)^- \\[[a-z-]+\\]\\(#([a-z-]+)\\): "));
        assertTrue(page.contains("\n- [disk](#disk): Disks · Диски\n"), page);
        assertTrue(page.contains("Every metric of the census: 14 in 7 topics."), page);
        assertTrue(page.contains("метрик 14, тем 7."), page);
    }

    @Test
    void theOrderOfTheFilesIsNothingToIt() throws Exception {
        assertEquals(page(Topics.DISK, Topics.WEATHER), page(Topics.WEATHER, Topics.DISK));
    }

    private static String renamed(String collector) {
        return Topics.WEATHER
                .replace("collector: weather", "collector: " + collector)
                .replace("weather.", collector + ".");
    }

    private static String page(String... files) {
        return DictionaryPage.of(
                Stream.of(files).map(DictionaryPageTest::documented).toList());
    }

    private static DocumentedTopic documented(String file) {
        Topic topic = assertDoesNotThrow(() -> Topics.read(file));
        return new DocumentedTopic(topic.collector() + "/metrics.yaml", topic);
    }

    private static String metric(String page, String name) {
        String from = page.substring(page.indexOf("\n### " + name + "\n") + 1);
        int next = from.indexOf("\n### ");
        return next < 0 ? from : from.substring(0, next);
    }

    private static List<String> found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        return matcher.results()
                .map(result -> result.group(1))
                .filter(name -> !name.equals("topics"))
                .toList();
    }
}
