package org.openvz.vzstats.node.web.internal;

/** What the page says of its own, in its languages side by side. */
enum Word {
    // The frame
    MENU("Pages", "Страницы"),
    TAB_NOW("Now", "Сейчас"),
    TAB_SENT("Sent", "Отправлено"),
    TAB_PENDING("Pending", "Ждёт согласия"),
    TAB_POLICIES("Policies", "Политики"),
    TAB_CHARTS("Compared", "Сравнение"),
    FOOTER(
            "This page is for this node's owner. It changes nothing, needs nothing from anywhere, and only this machine can reach it.",
            "Эта страница — для владельца узла. Она ничего не меняет, ниоткуда ничего не загружает и доступна только с этой машины."),
    NO_SUCH_PAGE("There is no such page.", "Такой страницы нет."),
    FAILED(
            "This page cannot be made now: a part of the node is missing or cannot read its files. vzstats:status says more.",
            "Сейчас эту страницу показать нельзя: какой-то части узла нет или она не может прочитать свои файлы. Подробности — в vzstats:status."),

    // What would be sent
    NOW_TITLE("What would be sent now", "Что было бы отправлено сейчас"),
    NOW_INTRO(
            "{0} values of {1} topics, collected just now for this page. Nothing else about this host leaves it.",
            "Значений: {0}, тем: {1}; собраны только что для этой страницы. Больше ничего об этом узле его не покидает."),
    NOW_NOTHING("Nothing is sent", "Ничего не отправляется"),
    PREVIEW_LINK("What would be sent if it were allowed", "Что было бы отправлено, если бы это было разрешено"),
    PREVIEW_TITLE("What would be sent if it were allowed", "Что было бы отправлено, если бы это было разрешено"),
    PREVIEW_INTRO(
            "Nothing of this leaves the node. It was collected for this page, and is kept nowhere.",
            "Ничто из этого не покидает узел. Эти значения собраны для этой страницы и нигде не хранятся."),
    TOPICS("Topics", "Темы"),
    TOPIC("Topic", "Тема"),
    METRICS("Metrics", "Метрики"),
    WHY("Why:", "Зачем:"),
    SOURCE("Source:", "Откуда:"),
    WHO_DECIDES("Who decides", "Кто решает"),
    METRICS_ABSENT("Not in the report: {0}", "Нет в отчёте: {0}"),
    METRICS_OF_TOPIC("Metrics of this topic: {0}", "Метрики этой темы: {0}"),
    FILES_NOW("The same, exactly as it is in the report", "То же, в точности как в отчёте"),
    NEVER_SENT("Shown only here, never sent", "Показано только здесь, не отправляется никогда"),

    // Values
    YES("yes", "да"),
    NO("no", "нет"),
    OTHER("other", "другое"),
    UNKNOWN("unknown", "неизвестно"),
    NONE("none", "ни одного"),
    MORE_VALUES("{0} more", "Ещё {0}"),
    BUCKET_OF("bucket {0} of {1}", "интервал {0} из {1}"),
    ANY_NUMBER("a whole number", "целое число"),
    MATCHING("other, or what matches {0}", "«другое» или то, что соответствует {0}"),
    TYPE_FLAG("yes or no", "да или нет"),
    TYPE_EXACT("number, sent as it is", "число, отправляется как есть"),
    TYPE_BUCKET("number, of which only the bucket is sent", "число, из которого отправляется только интервал"),
    TYPE_CATEGORY("one of a list", "одно из списка"),
    TYPE_LABEL("name of a public vocabulary", "название из открытого словаря"),
    TYPE_VERSION("version", "версия"),
    TYPE_COUNTS("how many of each", "сколько каждого вида"),
    TYPE_UREPORTS("crash reports", "отчёты о сбоях"),
    UREPORTS(
            "uReports, of which only what is in public lists is kept",
            "отчёты uReport, из которых остаётся только то, что есть в открытых списках"),

    // The status
    CENSUS("Census", "Перепись"),
    ON("on", "включена"),
    OFF("off", "выключена"),
    STARTING("Starts, and waits for", "Запускается и ждёт"),
    SENDING("Sending", "Отправка"),
    SENDING_FROM("from", "с"),
    SENDING_SINCE("since", "с"),
    GRACE("Until then everything can be looked at", "До этого времени можно всё посмотреть"),
    NEXT_RUN("Next report", "Следующий отчёт"),
    ALL_TOPICS("all topics", "все темы"),
    LAST_RUN("Last run", "Последний запуск"),
    NO_RUN_YET("none since the node started", "с запуска узла не было"),
    LAST_SENT("Last sent", "Последняя отправка"),
    NOTHING_SENT_YET("Nothing was sent yet.", "Ещё ничего не отправлено."),
    WAITING("Waiting", "В очереди"),
    REPORTS("reports: {0}", "отчётов: {0}"),
    WAITING_SINCE("the oldest since", "самый старый с"),
    DROPPED("dropped undelivered: {0}", "удалено недоставленными: {0}"),
    DESTINATION("Destination", "Получатель"),
    NOT_TRIED_YET("nothing sent since the node started", "с запуска узла ничего не отправлялось"),
    NEXT_ATTEMPT("next attempt", "следующая попытка"),
    PENDING("Pending", "Ждёт согласия"),
    TOPICS_WAIT("topics: {0}", "тем: {0}"),
    BENCHED("Sits out", "Пропускает"),
    UNTIL("until", "до"),
    HELD_BACK("Held back", "Не пропущено"),
    NEEDS_ROOT("Needs root", "Нужен root"),
    TROUBLE("Trouble", "Неполадка"),
    VERSION("Version", "Версия"),
    OUTCOME_OK("in the report", "в отчёте"),
    OUTCOME_EMPTY("Nothing to say on this host", "На этом узле сказать нечего"),
    OUTCOME_FAILED("Failed", "Сбой"),
    OUTCOME_TIMED_OUT("Took too long", "Не уложилась во время"),
    OUTCOME_OVERWORKED("Used too much processor time", "Заняла слишком много процессорного времени"),
    OUTCOME_FLOODED("Read or wrote too much", "Прочитала или записала слишком много"),
    OUTCOME_BENCHED("Sits out for a day", "Пропускает сутки"),
    OUTCOME_DENIED("Denied", "Запрещена"),
    OUTCOME_PENDING("Waits to be accepted", "Ждёт согласия"),
    OUTCOME_UNDEFINED("Not in the dictionary", "Нет в словаре"),
    OUTCOME_REMOVED("Went away during the run", "Удалена во время сбора"),

    // What was sent
    SENT_TITLE("What was sent", "Что было отправлено"),
    SENT_INTRO(
            "Each report as it left, one row for each destination that has it. Latest first.",
            "Каждый отчёт, каким он ушёл; по строке на каждого получателя. Последние — сверху."),
    DAMAGED("Damaged entries that are left out: {0}", "Повреждённых записей пропущено: {0}"),
    REPORT("Report", "Отчёт"),
    REPORT_NUMBER("Report {0}", "Отчёт {0}"),
    REPORT_ID("Report id", "Номер отчёта"),
    TIME("Time", "Время"),
    SIZE("Size", "Размер"),
    ANSWER("Answer", "Ответ"),
    RECEIPT("Receipt", "Квитанция"),
    ALLOWED_BY("Allowed", "Разрешение"),
    FILES_SENT("The report, exactly as it was sent", "Отчёт, в точности как он был отправлен"),

    // What is pending
    PENDING_TITLE("What waits for your word", "Что ждёт вашего согласия"),
    NOTHING_PENDING(
            "Nothing is pending: all that is collected has been accepted.",
            "Ничто не ждёт согласия: всё, что собирается, уже принято."),
    PENDING_INTRO(
            "New topics and updates would send these values besides. Nothing of it leaves until you accept it.",
            "Новые темы и обновления отправляли бы ещё эти значения. Пока вы не согласитесь, ничто из этого не покинет узел."),
    ACCEPT_ALL("To accept all:", "Принять всё:"),
    ACCEPT_TOPIC("To accept this:", "Принять это:"),
    REVISION_NEW("New topic, revision {0}", "Новая тема, редакция {0}"),
    REVISION_GROWN("Accepted is revision {0}, installed is {1}", "Принята редакция {0}, установлена {1}"),
    NO_NEW_METRIC("No new metric; definitions have changed.", "Новых метрик нет; изменились определения."),
    NOTHING_OF_IT("Nothing of it on this host.", "На этом узле этого нет."),

    // Policies
    POLICIES_TITLE("Who decides what leaves", "Кто решает, что уходит"),
    POLICIES_INTRO(
            "All policies are asked, and the strictest wins: what one denies no other allows.",
            "Спрашиваются все политики, и побеждает самая строгая: что запрещает одна, другая не разрешит."),
    FOR_ALL("For everything", "Для всего"),
    QUESTION("Question", "Вопрос"),
    ANSWERS("What each policy says", "Что говорит каждая политика"),
    NOTHING_AGAINST("Nothing against it: {0}", "Не возражают: {0}"),
    MAY_RUN("May the census run?", "Можно ли проводить перепись?"),
    MAY_COLLECT("May {0} be collected?", "Можно ли собирать {0}?"),
    MAY_INCLUDE("May {0} be in a report?", "Можно ли включать {0} в отчёт?"),
    MAY_SEND("May reports leave by {0}?", "Можно ли отправлять отчёты через {0}?"),
    MAY_ACCEPT("May what is new leave unasked?", "Можно ли отправлять новое без вопроса?"),
    ALLOWED("allowed", "разрешено"),
    DENIED("denied", "запрещено"),
    BY("by {0}", "политикой {0}"),
    TYPE("Type", "Вид"),
    POSSIBLE("Can only be:", "Может быть только:"),
    SINCE("Since revision", "С редакции"),
    NOW("Now", "Сейчас"),
    VALUE_NOW("its value, if there is one", "его значение, если оно есть"),
    HOW_TO_DENY("To deny it:", "Запретить:"),

    // Compared with others
    CHARTS_TITLE("Where this node is among others", "Место этого узла среди других"),
    CHARTS_INTRO(
            "The server publishes statistics for everybody. Nothing is asked of it until you press the button. Then this node asks for all "
                    + "that is published, as any reader can and each node in the same words: without its id, without its values, "
                    + "and without letting see which of them it looks up. The comparison is made here.",
            "Сервер публикует статистику для всех. Пока вы не нажмёте кнопку, у него ничего не запрашивается. Тогда узел запросит всё, что "
                    + "опубликовано, — как любой читатель, и каждый узел одними и теми же словами: без своего номера, без своих значений и не "
                    + "показывая, какие из них сравнивает. Сравнение делается здесь."),
    CHARTS_DENIED("No connection is opened:", "Соединение не открывается:"),
    FETCH("Ask this server now", "Спросить этот сервер сейчас"),
    FETCH_AGAIN("Ask again", "Спросить ещё раз"),
    NO_SERVER(
            "No server is configured: url in etc/org.openvz.vzstats.transport.http.cfg is empty.",
            "Сервер не настроен: url в etc/org.openvz.vzstats.transport.http.cfg не задан."),
    UNAVAILABLE("Asked at {0}, without success:", "Запрос в {0} не удался:"),
    RELEASE(
            "Release {0} of {1}: {2} nodes that reported within {3} days, values of at least {4} nodes. Fetched at {5}.",
            "Выпуск {0} от {1}; узлов, приславших отчёт за {3} дн.: {2}; значения не менее чем у {4} узлов. Получено в {5}."),
    VALUE("Value", "Значение"),
    SHARE("Share", "Доля"),
    NODES("Nodes", "Узлов"),
    THIS_NODE("Here", "Здесь"),
    N("n = {0}", "n = {0}"),
    PUBLISHED_NOT_HERE("Published, but nothing of it here: {0}", "Опубликовано, но здесь этого нет: {0}"),
    HERE_LIKE("Here: {0}, like {1} of nodes", "Здесь: {0}, как у {1} узлов"),
    HERE_BETWEEN(
            "Here: {0}, like {1} of nodes; {2} have less, {3} more",
            "Здесь: {0}, как у {1} узлов; меньше у {2}, больше у {3}"),
    HERE_RARE(
            "Here: {0}, which too few nodes have to be shown",
            "Здесь: {0}; таких узлов слишком мало, чтобы это показывать"),
    NONE_HERE("There are none here", "Здесь нет ни одного");

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
