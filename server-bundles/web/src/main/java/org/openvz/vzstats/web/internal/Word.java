package org.openvz.vzstats.web.internal;

/** What the site says of its own, in its languages side by side. Forms that go with a number stand between bars. */
enum Word {
    // The frame
    NAME("vzstats", "vzstats"),
    TAGLINE("Census of virtualization hosts", "Перепись узлов виртуализации"),
    SKIP("Skip to the content", "Перейти к содержанию"),
    MENU("Topics", "Темы"),
    TREE("Topics and metrics", "Темы и метрики"),
    HOME("Overview", "Обзор"),
    ABOUT("About the data", "О данных"),
    CRASHES("Crashes", "Сбои"),
    DOWNLOADS("Downloads", "Загрузки"),
    TOPICS("Topics", "Темы"),
    BESIDE("Beside the census", "Помимо переписи"),
    WHOLE_TOPIC("The whole topic", "Вся тема"),
    SEARCH("Search metrics", "Поиск метрик"),
    SEARCH_BUTTON("Search", "Найти"),
    LANGUAGES("Language", "Язык"),
    THEME("Light or dark", "Светлая или тёмная тема"),
    TRAIL("Where you are", "Где вы"),
    MADE(
            "Release {0}, made on {1} from data up to {2}. The next one is due on {3}.",
            "Выпуск {0}, составлен {1} по данным до {2}. Следующий ожидается {3}."),
    MADE_OF_NOTHING(
            "Release {0}, made on {1}. No node has reported yet. The next release is due on {2}.",
            "Выпуск {0}, составлен {1}. Ни один узел ещё не прислал отчёт. Следующий выпуск ожидается {2}."),
    OPEN_DATA("Open data:", "Открытые данные:"),
    STATISTICS("statistics", "статистика"),
    DICTIONARY("dictionary", "словарь"),
    TRANSPARENCY("transparency", "прозрачность"),
    NO_COOKIES(
            "No cookies, nothing from other hosts, nobody is counted here who only reads.",
            "Без cookie и без чужих серверов; читатели этих страниц нигде не учитываются."),
    MAP_BY("Outlines of countries: Natural Earth.", "Контуры стран: Natural Earth."),

    // Values
    YES("yes", "да"),
    NO("no", "нет"),
    OTHER("other", "другое"),
    UNKNOWN("unknown", "неизвестно"),
    NODES("{0} node|{0} nodes", "{0} узел|{0} узла|{0} узлов"),
    DAYS("{0} day|{0} days", "{0} день|{0} дня|{0} дней"),
    METRICS("{0} metric|{0} metrics", "{0} метрика|{0} метрики|{0} метрик"),
    NEVER("—", "—"),

    // Home
    HOME_TITLE("What virtualization hosts are made of", "Из чего состоят узлы виртуализации"),
    LIVE("live node|live nodes", "активный узел|активных узла|активных узлов"),
    LIVE_SINCE("{0} since {1}", "{0} с {1}"),
    WHAT_1(
            "Hosts that run containers and virtual machines report a few typed facts about themselves: which product and kernel, "
                    + "which hardware, what is in use.",
            "Хосты с контейнерами и виртуальными машинами сообщают о себе несколько строго определённых фактов: продукт и ядро, "
                    + "оборудование, что используется."),
    WHAT_2(
            "What is published here belongs to everybody, and no number stands for fewer than {0}.",
            "Всё, что здесь опубликовано, принадлежит всем, и ни одно число не означает меньше чем {0}."),
    WHAT_2_NODES("{0} node|{0} nodes", "{0} узел|{0} узла|{0} узлов"),
    WHAT_3(
            "To take part, run a node: it shows exactly what it would send before it sends anything.",
            "Чтобы участвовать, запустите узел: он покажет, что именно отправит, прежде чем что-либо отправить."),
    WHAT_4(
            "To opt out, say no once (vzstats --disable, or the file /etc/vz/vzstats-disable): nothing is collected or sent from then on.",
            "Чтобы отказаться, достаточно одного раза (vzstats --disable или файл /etc/vz/vzstats-disable): с этого момента ничего не собирается и не отправляется."),
    BIAS(
            "Mind who is counted: hosts whose owners let them report. They are no random sample of all hosts, so read shares as "
                    + "“of those that take part”.",
            "Помните, кто здесь учтён: хосты, чьи владельцы разрешили отчёты. Это не случайная выборка, поэтому читайте доли как "
                    + "«среди участвующих»."),
    MORE_ABOUT("How these numbers are made", "Как получены эти числа"),
    TREND_PLATFORMS("Live nodes by platform", "Активные узлы по платформам"),
    MAP("Where they are", "Где они находятся"),
    MAP_NONE(
            "This server does not know the countries of the nodes, or may not tell them yet.",
            "Этот сервер не знает стран узлов или пока не может их показать."),
    LEAST("from {0}", "от {0}"),
    NOBODY("none shown", "не показано"),
    CHANGES("What has changed since {0}", "Что изменилось с {0}"),
    CHANGES_NONE(
            "There is no older release to compare with yet.",
            "Пока нет более раннего выпуска, с которым можно сравнить."),
    MOVERS("The largest changes of shares since {0}", "Наибольшие изменения долей с {0}"),
    PLATFORM("Platform", "Платформа"),
    COUNTRY("Country", "Страна"),
    NOW("Now", "Сейчас"),
    THEN("Then", "Тогда"),
    CHANGE("Change", "Изменение"),
    METRIC("Metric", "Метрика"),
    POINTS("{0} points", "{0} п. п."),
    ALL_NODES("All", "Все"),
    NOTHING_PUBLISHED(
            "Nothing has been published yet. The first release follows by itself; this page looks again.",
            "Ещё ничего не опубликовано. Первый выпуск появится сам, страница проверит снова."),
    NO_METRICS("No metric has been published yet.", "Ни одной метрики ещё не опубликовано."),
    PUBLISHED("{0} of them published", "из них опубликовано {0}"),

    // A topic
    TOPIC("Topic", "Тема"),
    TOPIC_EMPTY(
            "Nothing of this topic has been published yet: too few nodes have reported it.",
            "По этой теме ещё ничего не опубликовано: отчётов слишком мало."),
    NOT_YET("Not published yet", "Ещё не опубликовано"),
    DETAILS("Trend, table, data", "Динамика, таблица, данные"),

    // A metric
    WHY("Why it is collected", "Зачем собирается"),
    MEANING("What it says", "Что означает"),
    SOURCE("Where it is read", "Откуда берётся"),
    TYPE("Type", "Тип"),
    SINCE("Since revision", "С редакции"),
    POSSIBLE("Values", "Значения"),
    UNKNOWN_METRIC(
            "No bundle that describes this metric is installed here at the moment.",
            "Модуля, который описывает эту метрику, сейчас здесь нет."),
    VIEW("View", "Вид"),
    ALL_PLATFORMS("All platforms", "Все платформы"),
    COMPARE("Compare with", "Сравнить с"),
    NOTHING_TO_COMPARE("nothing", "ни с чем"),
    FROM("From", "С"),
    TO("To", "По"),
    SHOW("Show", "Показать"),
    ANSWERS("Nodes that say it", "Узлов, которые это сообщают"),
    WINDOW("Reported within", "Отчёт не старше"),
    K("Least nodes per number", "Наименьшее число узлов"),
    HIDDEN("Hidden, at least", "Скрыто, не меньше"),
    NOTHING_HIDDEN("nothing", "ничего"),
    RELEASE("Release", "Выпуск"),
    DISTRIBUTION("How many nodes have which value", "У какой доли узлов какое значение"),
    DISTRIBUTION_COUNTS("Share of nodes that have at least one", "Доля узлов, где есть хотя бы один"),
    TREND("How it has changed", "Как это менялось"),
    MOST_OF("The first {0} of {1} values; the table has all of them.", "Первые {0} из {1} значений; в таблице — все."),
    MOST_LINES("The {0} values that most nodes have.", "{0} самых частых значений."),
    GAPS("Shaded: days without a release.", "Затенено: дни без выпуска."),
    TOO_SHORT(
            "One day is known so far; the line begins with the second.",
            "Пока известен один день; линия начнётся со второго."),
    NO_TREND("Nothing is known of this period.", "За этот период ничего не известно."),
    TREND_TABLE("The numbers of this chart", "Числа этого графика"),
    DAY("Day", "День"),
    TABLE("Table", "Таблица"),
    VALUE("Value", "Значение"),
    NODES_COLUMN("Nodes", "Узлов"),
    SHARE("Share", "Доля"),
    TOTAL("Total", "Всего"),
    FILTER("Find in this table", "Найти в таблице"),
    NOTHING_SHOWN(
            "Nothing may be shown of this for this platform: too few nodes, or numbers that would tell of few.",
            "Для этой платформы показать нечего: узлов слишком мало, или числа выдали бы немногих."),
    NOT_PUBLISHED(
            "Nothing of this metric is published at the moment: no node reports it, or fewer than {0}.",
            "По этой метрике сейчас ничего не опубликовано: её не сообщает ни один узел или меньше чем {0}."),
    NOT_PUBLISHED_NODES("{0} node does|{0} nodes do", "{0} узла|{0} узлов|{0} узлов"),
    TAKE("Take it along", "Взять с собой"),
    HISTORY_JSON("History, JSON", "История, JSON"),
    PERMANENT("Link to this view", "Ссылка на этот вид"),
    EMBED("Embed in a page of yours", "Встроить в свою страницу"),
    COPY("Copy", "Скопировать"),
    COPIED("Copied", "Скопировано"),
    BEFORE("Previous", "Предыдущая"),
    AFTER("Next", "Следующая"),
    SUMMARY("{0}: {1}. All numbers are in the table.", "{0}: {1}. Все числа — в таблице."),
    SUMMARY_ALONE("{0}: {1}.", "{0}: {1}."),
    TREND_SUMMARY(
            "{0}, from {1} to {2}: {3}. All numbers are in the table.",
            "{0}, с {1} по {2}: {3}. Все числа — в таблице."),
    FROM_TO("{0} from {1} to {2}", "{0}: с {1} до {2}"),
    FROM_SITE("From the census", "Данные переписи"),

    // Search
    SEARCH_TITLE("Search", "Поиск"),
    FOUND("{0} metric found|{0} metrics found", "найдена {0} метрика|найдено {0} метрики|найдено {0} метрик"),
    FOUND_NOTHING(
            "Nothing matches. The topics at the side list everything there is.",
            "Ничего не найдено. Всё, что есть, — в списке тем."),
    SEARCH_FOR("What are you looking for?", "Что вы ищете?"),

    // About
    ABOUT_LEAD(
            "What is collected and why, how the numbers come about, what this server has done with the reports, and how to be forgotten.",
            "Что и зачем собирается, как получаются числа, что этот сервер делал с отчётами и как быть забытым."),
    MAKING("How the numbers are made", "Как получаются числа"),
    MAKING_1(
            "A node sends typed values of the dictionary below, most of them in buckets: no addresses, no names of hosts, users or guests, no "
                    + "serial numbers, no paths, no free text, no time but the day.",
            "Узел отправляет строго типизированные значения из словаря ниже, большей частью интервалами: без адресов, без имён хостов, "
                    + "пользователей и гостей, без серийных номеров, путей и свободного текста, без времени — только день."),
    MAKING_2(
            "The server keeps the last values of each node. A node counts while its last report is not older than {0}; then it leaves all numbers.",
            "Сервер хранит последние значения каждого узла. Узел учитывается, пока его последний отчёт не старше {0}; затем он покидает все числа."),
    MAKING_2_DAYS("{0} day|{0} days", "{0} дня|{0} дней|{0} дней"),
    MAKING_3(
            "From time to time it publishes a release of all numbers. A release never changes; these pages show the last one, and the last one of each "
                    + "day as the trend. A share is of the nodes that say anything of the metric (n), not of all nodes.",
            "Время от времени он публикует выпуск всех чисел. Выпуск не меняется никогда; эти страницы показывают последний, а динамику — по последнему "
                    + "за каждый день. Доля считается от узлов, сообщающих эту метрику (n), а не от всех."),
    RULES("Rules of publication", "Правила публикации"),
    RULE_1(
            "No number stands for fewer than {0}: rarer values are folded into “other”, and where “other” would be below that, so is the next one.",
            "Ни одно число не означает меньше чем {0}: более редкие значения сложены в «другое», а если и оно мало, то вместе со следующим."),
    RULE_2(
            "A value is shown for single platforms only if neither a platform nor the rest would tell of fewer.",
            "Значение показано по отдельным платформам, только если ни платформа, ни остаток не выдают меньшего числа узлов."),
    RULE_3(
            "A release together with the one before must not tell more than each alone; if it would, values stay hidden or the metric says what it said last.",
            "Выпуск вместе с предыдущим не должен выдавать больше, чем каждый по отдельности; иначе значения остаются скрытыми или метрика повторяет прежнее."),
    RULE_4(
            "All that is shown is exact. What is hidden is told as a share, never less than it is.",
            "Всё показанное точно. Скрытое указано долей, и она не занижена."),
    NOT_COLLECTED("What is not collected", "Что не собирается"),
    NOT_COLLECTED_TEXT(
            "Addresses are used at the moment of receipt, for the country and against floods, and are written nowhere. Contents of guests, names, keys, "
                    + "configuration texts, user data and exact times never get into a report; what does not fit the dictionary is thrown away on the node.",
            "Адрес используется в момент приёма — для страны и защиты от перегрузки — и нигде не записывается. Содержимое гостей, имена, ключи, тексты "
                    + "конфигурации, данные пользователей и точное время в отчёт не попадают; что не подходит под словарь, отбрасывается на узле."),
    ERASING("How to be forgotten", "Как быть забытым"),
    ERASING_1(
            "On the node: vzstats --forget. It switches the census off there, and this server erases what it holds of the node and answers with a signed receipt.",
            "На узле: vzstats --forget. Перепись там выключается, а этот сервер стирает всё об узле и отвечает подписанной квитанцией."),
    ERASING_2(
            "Whoever holds the secret of a node sees all that is kept of it with GET /api/v2/nodes/ and its id, and erases it with DELETE. "
                    + "Published numbers follow with the next release.",
            "Владелец секрета узла видит всё, что о нём хранится, запросом GET /api/v2/nodes/ с номером узла и стирает запросом DELETE. Числа изменятся "
                    + "в следующем выпуске."),
    TRANSPARENCY_TITLE("What this server has done", "Что делал этот сервер"),
    TRANSPARENCY_LEAD(
            "Counted by day, of nobody in particular; the last {0}.",
            "По дням, ни о ком в отдельности; последние {0}."),
    TRANSPARENCY_NONE("Nothing has happened here yet.", "Здесь ещё ничего не происходило."),
    EVENT("What", "Что"),
    EVENT_TOTAL("In all", "Всего"),
    EVENT_LAST("Last day", "Последний день"),
    EVENT_ACCEPTED("reports taken", "принято отчётов"),
    EVENT_DUPLICATE("reports that came twice", "повторных отчётов"),
    EVENT_REJECTED("requests rejected", "отклонено запросов"),
    EVENT_CLONE("copies of a node noticed", "замечено копий узлов"),
    EVENT_PROCESSED("reports counted", "учтено отчётов"),
    EVENT_QUARANTINED("sections put into quarantine", "разделов в карантине"),
    EVENT_REPLAYED("sections taken back from quarantine", "разделов возвращено из карантина"),
    EVENT_DROPPED("sections thrown away", "разделов выброшено"),
    EVENT_ERASED("nodes erased", "стёрто узлов"),
    EVENT_ISSUED("identities issued", "выдано идентификаторов"),
    EVENT_COUNTRY("reports without a known country", "отчётов без известной страны"),
    DICTIONARY_TITLE("The dictionary", "Словарь"),
    DICTIONARY_LEAD(
            "Every metric this server understands at the moment. What is not in here does not leave a node.",
            "Все метрики, которые этот сервер сейчас понимает. Чего здесь нет, то узел не покидает."),
    DICTIONARY_EMPTY("No topic is installed on this server.", "На этом сервере не установлено ни одной темы."),
    TYPE_FLAG("yes or no", "да или нет"),
    TYPE_EXACT("number", "число"),
    TYPE_BUCKET("number, as its interval", "число, интервалом"),
    TYPE_CATEGORY("one of a list", "одно из списка"),
    TYPE_LABEL("name of a public vocabulary", "название из открытого словаря"),
    TYPE_VERSION("version", "версия"),
    TYPE_COUNTS("how many of each", "сколько каждого вида"),
    TYPE_UREPORTS("crash reports", "отчёты о сбоях"),

    // Without data
    CRASHES_LEAD(
            "What nodes report when a program crashes: no texts, no data, only where it happened. The same crash is one group, whoever reports it.",
            "О чём сообщают узлы, когда падает программа: без текстов и данных, только где это случилось. Одинаковые сбои — одна группа, кто бы о них ни сообщил."),
    CRASHES_FEW(
            "No component has crashes of at least {0} yet, so nothing is shown.",
            "Сбоев, о которых сообщили бы не меньше {0}, пока нет, поэтому показывать нечего."),
    REPORTERS("{0} reporter|{0} reporters", "{0} источника|{0} источников|{0} источников"),
    CRASHES_SINCE("Crashes since {0}", "Сбоев с {0}"),
    CRASHES_BY("Crashes by component", "Сбои по компонентам"),
    K_REPORTERS("Least reporters per number", "Наименьшее число источников"),
    COMPONENT("Component", "Компонент"),
    REPORTED_BY("Reporters", "Источников"),
    GAPS_OF_DAYS("Shaded: days of which nothing is shown.", "Затенено: дни, о которых ничего не показано."),
    CRASHES_INCOMPLETE(
            "What fewer than {0} have reported is folded into “other” or left out.",
            "То, о чём сообщили меньше {0}, сложено в «другое» или опущено."),
    CRASHES_NONE(
            "Here will be the crashes that nodes report, grouped by their backtrace; this server has none.",
            "Здесь будут сбои, о которых сообщают узлы, сгруппированные по стеку вызовов; на этом сервере их нет."),
    DOWNLOADS_LEAD(
            "How often images and updates are downloaded, counted from the access logs of web servers. Who downloads is kept nowhere.",
            "Сколько раз загружают образы и обновления, по журналам веб-серверов. Кто загружает, не хранится нигде."),
    DOWNLOADS_FEW(
            "Fewer than {0} downloads in all, so nothing is shown.",
            "Загрузок меньше чем {0}, поэтому показывать нечего."),
    DOWNLOADS_SINCE("Downloads from {0} to {1}", "Загрузок с {0} по {1}"),
    K_DOWNLOADS("Least downloads per number", "Наименьшее число загрузок"),
    BY_PRODUCT("By product", "По продуктам"),
    BY_COUNTRY("By country", "По странам"),
    PRODUCT("Product", "Продукт"),
    VERSION("Version", "Версия"),
    ARCHITECTURE("Architecture", "Архитектура"),
    ADDRESSES_A_DAY("Addresses a day", "Адресов в день"),
    KIND_IMAGE("images", "образы"),
    KIND_UPDATE("updates", "обновления"),
    DOWNLOADS_NONE(
            "Here will be how often images and updates are downloaded, by product, version and country; this server counts none.",
            "Здесь будет, сколько раз загружают образы и обновления — по продуктам, версиям и странам; этот сервер их не считает."),

    // Errors
    ERROR_BACK("To the overview", "К обзору"),
    ERROR_400("This address cannot be understood", "Этот адрес непонятен"),
    ERROR_400_QUERY("The query cannot be decoded.", "Параметры адреса не удаётся прочитать."),
    ERROR_400_DAYS(
            "From and to are days like 2026-11-22, in this order, at most {0} apart.",
            "«С» и «по» — дни вида 2026-11-22, именно в этом порядке, не дальше {0} друг от друга."),
    ERROR_404("There is nothing here", "Здесь ничего нет"),
    ERROR_404_PAGE(
            "No page has this address. Search, or choose a topic.",
            "Страницы с таким адресом нет. Воспользуйтесь поиском или выберите тему."),
    ERROR_404_METRIC(
            "No metric of this name is known here. Perhaps its bundle has been taken out.",
            "Метрики с таким именем здесь нет. Возможно, её модуль удалён."),
    ERROR_404_PLATFORM(
            "This platform is not in the last release, or too few nodes have it.",
            "Этой платформы нет в последнем выпуске, или у неё слишком мало узлов."),
    ERROR_405("Pages here are only read", "Страницы здесь можно только читать"),
    ERROR_500("This page could not be made", "Страницу не удалось составить"),
    ERROR_500_TEXT(
            "The server failed, and its operator can see why. Please try again later.",
            "На сервере произошёл сбой, его оператор видит причину. Попробуйте позже."),
    ERROR_503("The numbers are away for a moment", "Числа временно недоступны"),
    ERROR_503_TEXT(
            "The server has no access to its database right now. This page looks again by itself.",
            "У сервера сейчас нет доступа к базе данных. Страница проверит снова сама.");

    private final String english;
    private final String russian;

    Word(String english, String russian) {
        this.english = english;
        this.russian = russian;
    }

    String english() {
        return english;
    }

    String russian() {
        return russian;
    }
}
