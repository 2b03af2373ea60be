package org.openvz.vzstats.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A page of a browser, and what happens to it. */
final class Page implements AutoCloseable {

    /** Of a picture, in pixels. */
    private static final int LONGEST = 4_000;

    private static final Duration SOON = Duration.ofSeconds(15);

    /** What is watched from before the first byte of a document. */
    private static final String WATCH =
            """
            window.largestPaint = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => { window.largestPaint = entry.startTime; }))
                .observe({type: 'largest-contentful-paint', buffered: true});
            """;

    private final DevTools tools;
    private final String context;
    private final String session;

    // Written by the thread of the connection.
    private final Map<String, Request> requests = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean loaded;

    Page(DevTools tools, String context, String session) {
        this.tools = tools;
        this.context = context;
        this.session = session;
        tools.listen(session, this::happened);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
        send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    }

    /**
     * What it asked for.
     *
     * @param kind Document, Stylesheet, Script and so on
     * @param status of the answer; 0 before there is one
     * @param bytes that came over the wire, headers included
     * @param over whether all of it has come
     * @param failure why it did not come; empty if it did
     */
    record Request(String url, String kind, int status, long bytes, boolean over, String failure) {

        /** The browser asks for it beside the page, and does not always tell how that went. */
        boolean isIcon() {
            return kind.equals("Other");
        }

        Request answered(int answer) {
            return new Request(url, kind, answer, bytes, over, failure);
        }

        Request ended(long transferred, String why) {
            return new Request(url, kind, status, transferred, true, why);
        }
    }

    private synchronized void happened(String event, JsonNode what) {
        String id = what.path("requestId").asText();
        switch (event) {
            case "Page.loadEventFired" -> loaded = true;
            case "Network.requestWillBeSent" ->
                requests.put(
                        id,
                        new Request(
                                what.path("request").path("url").asText(),
                                what.path("type").asText(),
                                0,
                                0,
                                false,
                                ""));
            case "Network.responseReceived" ->
                requests.computeIfPresent(
                        id,
                        (key, request) -> request.answered(
                                what.path("response").path("status").asInt()));
            case "Network.loadingFinished" ->
                requests.computeIfPresent(
                        id,
                        (key, request) ->
                                request.ended(what.path("encodedDataLength").asLong(), ""));
            case "Network.loadingFailed" ->
                requests.computeIfPresent(
                        id,
                        (key, request) ->
                                request.ended(0, what.path("errorText").asText()));
            case "Runtime.exceptionThrown" ->
                complaints.add("exception: "
                        + what.path("exceptionDetails")
                                .path("exception")
                                .path("description")
                                .asText()
                        + what.path("exceptionDetails").path("text").asText());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert")
                        .contains(what.path("type").asText())) {
                    complaints.add("console: " + what.path("args"));
                }
            }
            case "Log.entryAdded" -> {
                JsonNode entry = what.path("entry");
                // What does not come is among the requests.
                if (!entry.path("source").asText().equals("network")
                        && List.of("error", "warning")
                                .contains(entry.path("level").asText())) {
                    complaints.add("log: " + entry.path("text").asText());
                }
            }
            default -> {}
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        return tools.send(session, method, parameters);
    }

    private static final String DRAWN =
            "document.documentElement.dataset.charts === 'drawn' || !document.querySelector('script[src]')";

    /** How somebody looks at it. */
    record Look(int width, int height, boolean dark, String language) {

        Look narrow() {
            return new Look(360, 740, dark, language);
        }

        Look inDark() {
            return new Look(width, height, true, language);
        }

        Look in(String other) {
            return new Look(width, height, dark, other);
        }

        @Override
        public String toString() {
            return language + "-" + (dark ? "dark" : "light") + "-" + width;
        }
    }

    static final Look WIDE = new Look(1400, 900, false, "en");

    /** Looks at it in another way from now on. */
    Page look(Look look) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width(), "height", look.height(), "deviceScaleFactor", 1, "mobile", false));
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", look.dark() ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        String agent =
                tools.send("Browser.getVersion", Map.of()).path("userAgent").asText();
        send("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", look.language()));
        return this;
    }

    Page withoutScripts() {
        send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        return this;
    }

    /** Goes to an address and waits until all of it is there. */
    Page open(String url) {
        forget();
        send("Page.navigate", Map.of("url", url));
        return awaitLoaded();
    }

    /** Begins to watch anew, before something that leads to another page. */
    synchronized void forget() {
        requests.clear();
        complaints.clear();
        loaded = false;
    }

    /** Waits until a document has been loaded since {@link #forget}, and its charts are drawn. */
    Page awaitLoaded() {
        until("the page is loaded", () -> isLoaded() && is(DRAWN));
        return this;
    }

    /** Goes to an address where nobody draws anything. */
    Page openWithoutScripts(String url) {
        forget();
        send("Page.navigate", Map.of("url", url));
        until("the page is loaded", this::isLoaded);
        return this;
    }

    private synchronized boolean isLoaded() {
        return loaded && requests.values().stream().allMatch(request -> request.over() || request.isIcon());
    }

    /** Asks often: of hundreds of pages each is there in a moment. */
    private static void until(String what, BooleanSupplier so) {
        long end = System.nanoTime() + SOON.toNanos();
        IllegalStateException last = null;
        do {
            try {
                if (so.getAsBoolean()) {
                    return;
                }
                last = null;
            } catch (IllegalStateException e) {
                last = e; // The page is just being changed for another, perhaps.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + SOON.toSeconds() + " s: " + what, last);
    }

    /** Waits until something is so on the page. */
    Page await(String what, String expression) {
        until(what, () -> is(expression));
        return this;
    }

    /** {@return what an expression comes to; of a promise, what that does} */
    JsonNode evaluate(String expression) {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression.substring(0, Math.min(200, expression.length())) + ": "
                    + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    boolean is(String expression) {
        return evaluate(expression).asBoolean();
    }

    String text(String expression) {
        return evaluate(expression).asText();
    }

    /** {@return what every element of a selector comes to} */
    List<String> all(String selector, String expression) {
        List<String> all = new ArrayList<>();
        evaluate("Array.from(document.querySelectorAll(" + quoted(selector) + "), e => String(" + expression + "))")
                .forEach(one -> all.add(one.asText()));
        return all;
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Presses a key and lets it go. */
    Page press(String key) {
        Map<String, Integer> codes =
                Map.of("Tab", 9, "Enter", 13, "Escape", 27, " ", 32, "ArrowDown", 40, "ArrowUp", 38);
        Map<String, Object> event = new TreeMap<>(Map.of(
                "key",
                key,
                "code",
                key.equals(" ") ? "Space" : key,
                "windowsVirtualKeyCode",
                codes.getOrDefault(key, 0)));
        Map<String, Object> down = new TreeMap<>(event);
        down.put("type", "keyDown");
        if (key.equals("Enter")) {
            down.put("text", "\r");
        } else if (key.length() == 1) {
            down.put("text", key);
        }
        send("Input.dispatchKeyEvent", down);
        event.put("type", "keyUp");
        send("Input.dispatchKeyEvent", event);
        return this;
    }

    /** Types into what has the focus. */
    Page type(String text) {
        send("Input.insertText", Map.of("text", text));
        return this;
    }

    /** Goes back, as the button of the browser does; a page that was kept is shown without being loaded. */
    Page back() {
        String before = text("location.href");
        forget();
        evaluate("setTimeout(() => history.back(), 0), true");
        return await(
                "the page before",
                "location.href !== " + quoted(before) + " && document.readyState === 'complete' && (" + DRAWN + ")");
    }

    /** {@return when the largest part of it was painted, in milliseconds since it was asked for} */
    double largestPaint() {
        await("something is painted", "window.largestPaint > 0");
        return evaluate("window.largestPaint").asDouble();
    }

    /** Does something that leads to another page, and waits for that. */
    Page away(String expression) {
        forget();
        // Not in the expression itself: its context goes.
        evaluate("setTimeout(() => {" + expression + "}, 0), true");
        return awaitLoaded();
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests.values());
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** {@return what is wrong with it: complaints of the browser, requests that fail or go elsewhere, a page that is too wide} */
    List<String> wrong(String server, int status) {
        List<String> wrong = new ArrayList<>(complaints());
        for (Request request : requests()) {
            boolean own = request.url().startsWith(server + "/");
            if (!own && !request.url().startsWith("data:") && !request.url().startsWith("blob:")) {
                wrong.add("asks a stranger: " + request.url());
            }
            int expected = request.kind().equals("Document") ? status : 200;
            boolean good = request.status() == expected
                    || request.status() == 304
                    || (request.status() == 0 && request.isIcon())
                    || !own;
            if (!good || !request.failure().isEmpty()) {
                wrong.add(request.url() + ": " + request.status() + " " + request.failure());
            }
        }
        JsonNode widths = evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        if (widths.path(0).asInt() > widths.path(1).asInt()) {
            wrong.add("scrolls sideways: " + widths + " because of " + evaluate(TOO_WIDE));
        }
        return wrong;
    }

    private static final String TOO_WIDE =
            """
            Array.from(document.querySelectorAll('body *'))
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
                .slice(0, 3).map(e => e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + (e.textContent || '').trim().slice(0, 30))
            """;

    /** Takes a picture of all of it, or of the upper part if it is very long. */
    Page screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        JsonNode size = evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]");
        String data = send(
                        "Page.captureScreenshot",
                        Map.of(
                                "format",
                                "jpeg",
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of(
                                        "x",
                                        0,
                                        "y",
                                        0,
                                        "width",
                                        size.path(0).asInt(),
                                        "height",
                                        Math.min(LONGEST, size.path(1).asInt()),
                                        "scale",
                                        1)))
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(data));
        return this;
    }

    @Override
    public void close() {
        tools.forget(session);
        tools.send("Target.disposeBrowserContext", Map.of("browserContextId", context));
    }
}
