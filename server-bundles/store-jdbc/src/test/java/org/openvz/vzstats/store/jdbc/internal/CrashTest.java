package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.Submission;

/** A server that dies at any statement, or at any commit, and tries again, counts everything exactly once. */
@EachDatabase
class CrashTest {

    private static final UUID FIRST = new UUID(4, 1);
    private static final UUID SECOND = new UUID(4, 2);

    private final Databases databases;

    private final List<Submission> submissions = List.of(
            Samples.submission(FIRST, TODAY, "platform platform.product=kvm", "cpu cpu.model=xeon", "x bad later"),
            Samples.submission(SECOND, TODAY, "cpu cpu.model=xeon", "disk disk.count=ssd:2"),
            Samples.submission(FIRST, TODAY, "platform platform.product=openvz-7", "disk disk.count=ssd:1+hdd:1"));

    CrashTest(Databases databases) {
        this.databases = databases;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exactlyOnce(boolean afterCommit) throws SQLException {
        Map<String, String> expected = Map.of(
                "openvz-7", "1",
                "openvz-7 platform.product *", "1/1",
                "openvz-7 platform.product openvz-7", "1/1",
                "openvz-7 disk.count *", "1/1",
                "openvz-7 disk.count ssd", "1/1",
                "openvz-7 disk.count hdd", "1/1",
                "openvz-7 x.colour *", "1/1",
                "openvz-7 x.colour blue", "1/1");
        DataSource database = databases.fresh();
        Store.open(database);
        int failures = 0;
        int n = 1;
        while (true) {
            Databases.empty(database);
            FailingDataSource failing = new FailingDataSource(database);
            Store store = Store.open(failing.dataSource());
            failing.failAt(n, afterCommit);
            int failed = history(store, failing);
            failing.heal();
            assertEquals(expected, Samples.counters(store), "failure at call " + n);
            assertEquals(List.of(), store.submissions().quarantine(1), "failure at call " + n);
            if (failed == 0) { // The history has fewer calls than that.
                break;
            }
            failures += failed;
            n++;
        }
        assertTrue(failures > 60, "only " + failures + " points of failure");
    }

    private int history(Store store, FailingDataSource failing) {
        int failed = 0;
        for (Submission submission : submissions) {
            failed += retry(failing, () -> store.submissions().accept(submission, Samples.receipt(submission, NOON)));
        }
        failed += retry(failing, () -> store.submissions().process(2, Samples.PROCESSING));
        failed += retry(failing, () -> store.submissions().process(2, Samples.PROCESSING));
        failed += retry(failing, () -> store.submissions().process(2, Samples.PROCESSING));
        Submission later = Samples.submission(
                FIRST, TODAY.plusDays(1), "platform platform.product=openvz-7", "disk disk.count=ssd:1+hdd:1");
        failed += retry(failing, () -> store.submissions()
                .accept(later, Samples.receipt(later, NOON.plus(Duration.ofDays(1)))));
        failed += retry(failing, () -> store.submissions().process(2, Samples.PROCESSING));
        failed += retry(failing, () -> store.census().expire(NOON.plusSeconds(1)));
        failed += retry(failing, () -> store.submissions()
                .replay(List.of("later"), section -> List.of(Samples.result("x x.colour=blue"))));
        return failed;
    }

    private static int retry(FailingDataSource failing, Runnable call) {
        try {
            call.run();
            return 0;
        } catch (StoreUnavailableException e) {
            failing.heal();
            call.run();
            return 1;
        }
    }
}
