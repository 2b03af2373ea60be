package org.openvz.vzstats.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A server double that keeps its promises, but is now quick, now slow, now busy, and now hangs up after it has taken a report: what it
 * answers 202 it has, whether its answer arrives or not. It is as strict about receipts as a server that looks for cloned nodes.
 */
public final class MoodyServer implements AutoCloseable {

    private static final int WELL = 9;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile IntSupplier moods;
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> lastReceipts = new HashMap<>();
    private final Map<String, String> receipts = new HashMap<>();
    private final Map<String, byte[]> reports = new TreeMap<>();
    private final Set<String> reporting = new TreeSet<>();
    private final List<String> wrongs = new ArrayList<>();
    private int repeated;

    private MoodyServer(HttpServer server, IntSupplier moods) {
        this.server = server;
        this.moods = moods;
    }

    public static MoodyServer start(Random random) throws IOException {
        return start(() -> random.nextInt(10));
    }

    /** One that is always well. */
    public static MoodyServer calm() throws IOException {
        return start(() -> WELL);
    }

    /** From now on it is well. */
    public void calmDown() {
        moods = () -> WELL;
    }

    private static MoodyServer start(IntSupplier moods) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        MoodyServer server = new MoodyServer(http, moods);
        http.createContext("/", server::answer);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** {@return the reports that were taken, by id} */
    public synchronized Map<String, byte[]> reports() {
        return new TreeMap<>(reports);
    }

    /** {@return the nodes that have reported} */
    public synchronized Set<String> reporting() {
        return new TreeSet<>(reporting);
    }

    /** {@return what a node did that it must not do} */
    public synchronized List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    /** {@return how often a report came again that was taken already} */
    public synchronized int repeated() {
        return repeated;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        int mood;
        synchronized (this) {
            mood = moods.getAsInt();
        }
        // Sometimes before it has taken the report, sometimes after: a kill finds both.
        pause(mood == 0 || mood == 1 ? 400 : 0);
        if (mood == 2) {
            say(exchange, 503, "");
        } else if (path.length == 4) {
            say(exchange, 201, register());
        } else {
            String receipt = take(exchange, path[4], body);
            pause(mood == 3 || mood == 4 ? 400 : 0);
            if (mood == 5) {
                exchange.close();
            } else {
                say(exchange, receipt.isEmpty() ? 409 : 202, receipt);
            }
        }
    }

    private synchronized String register() {
        String id = UUID.randomUUID().toString();
        String secret = "s".repeat(43);
        secrets.put(id, secret);
        return "{\"id\": \"" + id + "\", \"secret\": \"" + secret + "\"}";
    }

    private synchronized String take(HttpExchange exchange, String node, byte[] body) {
        String report = header(exchange, "Report-Id");
        if (!header(exchange, "Authorization").equals("Bearer " + secrets.get(node))) {
            wrongs.add("a wrong secret");
            return "";
        }
        String known = receipts.get(node + report);
        if (known != null) {
            repeated++;
            if (!sha256(body).equals(sha256(reports.getOrDefault(report, new byte[0])))) {
                wrongs.add("other bytes under the same id");
            }
            lastReceipts.put(node, sha256(known.getBytes(StandardCharsets.UTF_8)));
            return known;
        }
        if (!header(exchange, "Previous-Receipt").equals(lastReceipts.getOrDefault(node, ""))) {
            wrongs.add("taken for a clone");
            return "";
        }
        if (reports.containsKey(report)) {
            wrongs.add("the same report of another node, which counts twice");
        }
        String receipt = "{\"report\": \"" + report + "\", \"sha256\": \"" + sha256(body) + "\"}";
        receipts.put(node + report, receipt);
        lastReceipts.put(node, sha256(receipt.getBytes(StandardCharsets.UTF_8)));
        reports.put(report, body);
        reporting.add(node);
        return receipt;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void pause(int millis) {
        try {
            boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
