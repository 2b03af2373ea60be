package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.SubmissionStore;

/** Two servers that share a database take every submission once, also when one of them ends in the middle of a batch. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Databases.class,
        names = {"POSTGRESQL", "MARIADB"})
@Timeout(180)
class SharedDatabaseTest {

    private static final int NODES = 300;

    private final Wire wire;
    private final BasicDataSource one;
    private final BasicDataSource other;

    SharedDatabaseTest(Databases databases) throws IOException {
        wire = new Wire(databases.port());
        one = databases.freshThrough(wire.port(), Duration.ofSeconds(20));
        other = databases.again(one);
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        other.close();
        wire.close();
    }

    @Test
    void oneEndsInTheMiddleOfABatch() throws Exception {
        Store first = Store.open(one);
        Store second = Store.open(other);
        for (int i = 0; i < NODES; i++) {
            Store either = i % 2 == 0 ? first : second;
            // Few values: both work on the same counters all the time.
            Samples.accept(
                    either,
                    NOON,
                    new UUID(4, i),
                    TODAY,
                    "platform platform.product=p" + i % 2,
                    "cpu cpu.model=m" + i % 3);
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicInteger processed = new AtomicInteger();
        Future<Integer> ending = threads.submit(() -> takeAll(first, submission -> {
            if (processed.incrementAndGet() == NODES / 4) {
                wire.cut();
            }
            return Samples.PROCESSING.process(submission);
        }));
        Future<Integer> lasting = threads.submit(() -> takeAll(second, Samples.PROCESSING));

        int taken = ending.get(2, TimeUnit.MINUTES) + lasting.get(2, TimeUnit.MINUTES);
        // What the first one had claimed is free again as soon as the database sees that it has gone.
        while (second.submissions().waiting() > 0) {
            taken += Samples.processAll(second);
        }
        threads.shutdown();

        assertTrue(taken <= NODES, "taken twice");
        Map<String, String> counters = new TreeMap<>(Samples.counters(second));
        assertEquals(Integer.toString(NODES / 2), counters.get("p0"));
        assertEquals(Integer.toString(NODES / 2), counters.get("p1"));
        for (int platform = 0; platform < 2; platform++) {
            for (int model = 0; model < 3; model++) {
                assertEquals(NODES / 6 + "/" + NODES / 6, counters.get("p" + platform + " cpu.model m" + model));
            }
        }
    }

    /** {@return how many it took before there was nothing left, or it lost its database} */
    private static int takeAll(Store store, SubmissionStore.Processing processing) {
        int taken = 0;
        try {
            while (store.submissions().waiting() > 0) {
                taken += store.submissions().process(10, processing);
            }
        } catch (StoreUnavailableException e) {
            return taken; // It has ended.
        }
        return taken;
    }
}
