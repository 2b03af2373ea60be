package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.server.api.ClonedNodeException;
import org.openvz.vzstats.server.api.ErasedNodeException;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.Submission;

/** Who is told that there are two of it: clones, and nobody else if it can be helped. */
@EachDatabase
class ChainTest {

    private final Store store;
    private final UUID node = UUID.randomUUID();

    ChainTest(Databases databases) {
        store = Store.open(databases.fresh());
    }

    /**
     * A story: what is sent, in order, separated by blanks. {@code b<a} is report b that names the receipt of report a; {@code a<} names
     * none, {@code b<?} a receipt that this server does not know. The last one is taken or not.
     */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "the first report, a<, taken",
        "one after another, a< b<a c<b d<c, taken",
        "a lost answer: the same report again, a< b<a b<a c<b, taken",
        "a lost answer: its owner emptied the outbox, a< b<a c<a, refused",
        "the first answer lost: given up, a< b< c<b, taken",
        "a lost answer: it is sent again, a< b<a b<a c<b, taken",
        "a lost answer: it is sent again much later, a< b<a c<b a< d<c, taken",
        "a report that was long on its way: overtaken, a< c<a b<a, refused",
        "a report that was long on its way: a copy of one that was taken, a< b<a c<b b<a d<c, taken",
        "two at once: the first of all, a< b< c<a d<c, taken",
        "never a receipt, a< b< c< d< e<, taken",
        "receipts from now on, a< b< c<b d<c, taken",
        "set back by one report, a< b<a c<b d<b, refused",
        "set back by two, a< b<a c<b d<c e<b, refused",
        "a new machine from an old image, a< b<a c<b d<, refused",
        "a backup of this server: it does not know the last receipts, a< b<a c<? d<c, taken",
        "a backup of this server: still no way back, a< b<a c<? d<c e<a, refused",
        "clones: the first to go on is right, a< b<a c<b, taken",
        "clones: the other one is not, a< b<a c<a, refused",
        "clones: nor later on, a< b<a c<b d<a, refused",
        "clones of an image that never reported, a< b< c<a d<b, refused",
        "three of them: the third, a< b< c< d<c e<a, refused",
        "clones with one outbox: both send what is in it, a< b<a c<b b<a, taken",
        "clones with one outbox: and then go on, a< b<a c<b b<a d<b, refused"
    })
    void isDecidedByTheReceiptThatAReportNames(String name, String story, String end) {
        List<String> reports = List.of(story.split(" ", -1));
        List<Report> sent = new ArrayList<>();
        for (String report : reports.subList(0, reports.size() - 1)) {
            send(report, sent);
        }
        String last = reports.get(reports.size() - 1);
        if (end.equals("taken")) {
            send(last, sent);
        } else {
            long waiting = store.submissions().waiting();
            assertThrows(ClonedNodeException.class, () -> send(last, sent));
            assertEquals(waiting, store.submissions().waiting());
            assertTrue(store.submissions()
                    .receipt(node, new UUID(4, last.charAt(0)))
                    .isEmpty());
        }
    }

    private record Report(char name, Receipt receipt) {}

    private void send(String text, List<Report> sent) {
        char name = text.charAt(0);
        String previous = text.substring(2);
        String hash = previous.isEmpty()
                ? ""
                : previous.equals("?")
                        ? "5".repeat(64)
                        : of(previous.charAt(0), sent).orElseThrow().hash();
        Submission submission = new Submission(node, new UUID(4, name), new byte[] {1});
        Receipt receipt =
                new Receipt(submission.report(), "0".repeat(64), NOON.plusSeconds(sent.size()), hash, "signature");
        Receipt answer = store.submissions().accept(submission, receipt);
        Optional<Receipt> before = of(name, sent);
        assertEquals(before.orElse(receipt), answer, "the same report, the same receipt");
        sent.add(new Report(name, answer));
    }

    private static Optional<Receipt> of(char name, List<Report> sent) {
        return sent.stream()
                .filter(report -> report.name() == name)
                .map(Report::receipt)
                .findFirst();
    }

    @Test
    void aReceiptsHashIsThatOfItsBytes() {
        Receipt receipt = new Receipt(new UUID(4, 2), "ab".repeat(32), NOON, "cd".repeat(32), "sig-_nature");
        assertEquals(
                "{\"report\":\"00000000-0000-0004-0000-000000000002\",\"sha256\":\"" + "ab".repeat(32)
                        + "\",\"received\":\"2026-03-10T12:00:00Z\",\"previous\":\"" + "cd".repeat(32)
                        + "\",\"signature\":\"sig-_nature\"}",
                receipt.json());
        assertEquals(
                "34a4c55ba3c2f1a9d6bbd4a1e9ed0ab5a53e2f2b6f4a4e0d1d4c3d1a0e1b5c7f".length(),
                receipt.hash().length());
    }

    @Test
    void anErasedNodeIsUnknownWhateverItNames() {
        Submission one = Samples.submission(node, TODAY);
        Receipt receipt = Samples.receipt(one, NOON);
        store.submissions().accept(one, receipt);
        store.holdings().erase(node);
        Submission two = Samples.submission(node, TODAY);
        Receipt next = new Receipt(two.report(), "0".repeat(64), NOON, receipt.hash(), "signature");
        assertThrows(ErasedNodeException.class, () -> store.submissions().accept(two, next));
    }

    @Test
    void ofManyThatGoOnAtOnceOneBranchIsRight() throws Exception {
        Submission first = Samples.submission(node, TODAY);
        Receipt root = Samples.receipt(first, NOON);
        store.submissions().accept(first, root);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Receipt>> next = Stream.generate(() -> threads.submit(() -> accept(root)))
                .limit(8)
                .toList();
        int taken = 0;
        for (Future<Receipt> one : next) {
            try {
                one.get(1, TimeUnit.MINUTES);
                taken++;
            } catch (ExecutionException e) {
                assertTrue(e.getCause() instanceof ClonedNodeException);
            }
        }
        threads.shutdown();
        assertEquals(1, taken);
    }

    private Receipt accept(Receipt previous) {
        Submission submission = Samples.submission(node, TODAY);
        Receipt receipt = new Receipt(submission.report(), "0".repeat(64), NOON, previous.hash(), "signature");
        return store.submissions().accept(submission, receipt);
    }
}
