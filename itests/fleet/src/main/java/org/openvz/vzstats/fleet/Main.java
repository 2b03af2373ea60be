package org.openvz.vzstats.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simulator from the command line. */
public final class Main {

    private static final String USAGE =
            """
            Lets simulated nodes report to a running server.
              --server URL       http://host:port; needed
              --nodes N          how many nodes (100)
              --seed S           the same seed, the same nodes (7)
              --rounds N         how many reports of each (1)
              --connections N    how many send at a time (8)
              --rate R           the most reports a second (0: as many as the server takes)
              --expected FILE    writes what the statistics must be, as JSON
              --verify SECONDS   waits so long for the server to publish just that, and fails if it does not; the server
                                 needs k = 1 in org.openvz.vzstats.release.cfg, a short interval, and no nodes but these
            The server must let one address send so much: rate and registrations in org.openvz.vzstats.intake.cfg.

            Or puts simulated nodes and their last days into the database of a server that does not run, past its front door, as
            if they had reported all the time, with a release for each day:
              --database DIR     a directory of Derby's, data/vzstats/db of the server; there must be none yet
              --days N           how many days (90)
              --k N              the smallest number of nodes in a published cell (5)
              --nodes, --seed    as above
            """;
    private static final int MOST_SHOWN = 20;

    private Main() {}

    /** Runs it; ends with 1 if the server publishes something else, with 2 if it was called wrongly. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        if (arguments.length % 2 != 0 || options.containsKey("--server") == options.containsKey("--database")) {
            System.err.print(USAGE);
            System.exit(2);
        }
        System.exit(options.containsKey("--server") ? run(options) : replay(options));
    }

    private static int replay(Map<String, String> options) throws IOException, SQLException {
        Path database = Path.of(options.getOrDefault("--database", ""));
        if (Files.exists(database)) {
            System.err.println(database + " is there already");
            return 2;
        }
        Files.createDirectories(database.toAbsolutePath().getParent());
        Replay.Settings settings = new Replay.Settings(
                Long.parseLong(options.getOrDefault("--nodes", "100")),
                Integer.parseInt(options.getOrDefault("--days", "90")),
                Integer.parseInt(options.getOrDefault("--k", "5")));
        long begin = System.nanoTime();
        new Replay(
                        Fleet.of(Long.parseLong(options.getOrDefault("--seed", "7"))),
                        Clock.systemUTC().instant())
                .into(database, settings, new Told(settings.days()));
        System.err.printf(
                "%d simulated nodes and their last %d days in %.0f s%n",
                settings.nodes(), settings.days(), (System.nanoTime() - begin) / 1e9);
        return 0;
    }

    /** Tells a person how far it is, some twenty times. */
    private static final class Told implements Replay.Progress {

        private final int days;
        private int released;
        private long told;

        Told(int days) {
            this.days = days;
        }

        @Override
        public void reports(long done, long all) {
            if (done == all || done - told >= all / 10) {
                told = done;
                System.err.printf("  the first day: %d of %d simulated nodes have reported%n", done, all);
            }
        }

        @Override
        public void release(LocalDate day, long nodes) {
            released++;
            if (released % 10 == 0 || released == days) {
                System.err.printf("  %s, day %d of %d: %d live nodes%n", day, released, days, nodes);
            }
        }
    }

    private static int run(Map<String, String> options) throws IOException, InterruptedException {
        URI server = URI.create(options.getOrDefault("--server", ""));
        FleetRun.Settings settings = new FleetRun.Settings(
                Long.parseLong(options.getOrDefault("--nodes", "100")),
                Integer.parseInt(options.getOrDefault("--rounds", "1")),
                Integer.parseInt(options.getOrDefault("--connections", "8")),
                Double.parseDouble(options.getOrDefault("--rate", "0")));
        Fleet fleet = Fleet.of(Long.parseLong(options.getOrDefault("--seed", "7")));
        long begin = System.nanoTime();
        ExpectedStatistics expected = new FleetRun(fleet, server, settings).send();
        System.out.printf(
                "%d nodes have sent %d reports in %.1f s%n",
                settings.nodes(), settings.nodes() * settings.rounds(), (System.nanoTime() - begin) / 1e9);
        if (options.containsKey("--expected")) {
            Files.writeString(
                    Path.of(options.getOrDefault("--expected", "")),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(expected.json()));
        }
        if (!options.containsKey("--verify")) {
            return 0;
        }
        List<String> differences =
                new Published(server).differences(expected, Long.parseLong(options.getOrDefault("--verify", "60")));
        differences.stream().limit(MOST_SHOWN).forEach(System.out::println);
        System.out.println(
                differences.isEmpty() ? "The server publishes what it must." : differences.size() + " differences");
        return differences.isEmpty() ? 0 : 1;
    }
}
