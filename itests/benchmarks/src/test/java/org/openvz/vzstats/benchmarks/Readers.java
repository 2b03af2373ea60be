package org.openvz.vzstats.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Connections that ask for the same again and again, each as soon as it has its answer. They look at no more of an answer than they must:
 * what they cost is taken from the server on the same machine.
 */
final class Readers {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final String OK = "http/1.1 200 ";
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final URI server;
    private final int connections;

    Readers(URI server, int connections) {
        this.server = server;
        this.connections = connections;
    }

    /** What came of it. */
    static final class Answers {

        private final long[] nanos;
        private final double seconds;

        /** So many, each of which took so long, sorted; and how long all of it took. */
        private Answers(LongStream nanos, double seconds) {
            this.nanos = nanos.sorted().toArray();
            this.seconds = seconds;
        }

        int count() {
            return nanos.length;
        }

        double perSecond() {
            return nanos.length / seconds;
        }

        double percentileMillis(double share) {
            return nanos[(int) Math.min(nanos.length - 1, Math.floor(nanos.length * share))] / 1e6;
        }

        static Answers together(List<Answers> some) {
            return new Answers(
                    some.stream().flatMapToLong(answers -> Arrays.stream(answers.nanos)),
                    some.stream().mapToDouble(answers -> answers.seconds).sum());
        }
    }

    /**
     * Reads for a while.
     *
     * @param length that every body has to have
     */
    Answers read(String path, int length, double seconds) throws Exception {
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        ExecutorService executor = Executors.newFixedThreadPool(connections);
        try {
            List<Future<long[]>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(executor.submit(() -> readUntil(end, path, length)));
            }
            LongStream nanos = LongStream.empty();
            for (Future<long[]> one : all) {
                nanos = LongStream.concat(nanos, Arrays.stream(one.get()));
            }
            return new Answers(nanos, (System.nanoTime() - begin) / 1e9);
        } finally {
            executor.shutdownNow();
        }
    }

    private long[] readUntil(long end, String path, int length) throws IOException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: " + server.getHost() + ":" + server.getPort()
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[length + 4_096];
        LongStream.Builder nanos = LongStream.builder();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                out.write(request);
                receive(in, answer, length);
                nanos.add(System.nanoTime() - begin);
            }
        }
        return nanos.build().toArray();
    }

    private static void receive(InputStream in, byte[] answer, int length) throws IOException {
        int have = 0;
        int body = -1;
        boolean chunked = false;
        do {
            int more = in.read(answer, have, answer.length - have);
            if (more <= 0) {
                throw new IOException("the answer is too long, or ended early");
            }
            have += more;
            int head = body < 0 ? indexOf(answer, have, END_OF_HEAD) : -1;
            if (head >= 0) {
                body = head + END_OF_HEAD.length;
                chunked = isChunked(answer, head, length);
            }
        } while (body < 0 || (chunked ? !endsWith(answer, have, LAST_CHUNK) : have < body + length));
        if (chunked ? have < body + length : have > body + length) {
            throw new IOException("another length than before");
        }
    }

    private static boolean isChunked(byte[] answer, int head, int length) throws IOException {
        String lines = new String(answer, 0, head + 2, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        boolean chunked = lines.contains("\r\ntransfer-encoding: chunked\r\n");
        if (!lines.startsWith(OK) || !(chunked || lines.contains("\r\ncontent-length: " + length + "\r\n"))) {
            throw new IOException(lines);
        }
        return chunked;
    }

    private static boolean endsWith(byte[] text, int end, byte[] wanted) {
        return end >= wanted.length && Arrays.equals(text, end - wanted.length, end, wanted, 0, wanted.length);
    }

    private static int indexOf(byte[] text, int end, byte[] wanted) {
        for (int at = 0; at <= end - wanted.length; at++) {
            if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
