package org.openvz.vzstats.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
            """;
    private static final int MOST_SHOWN = 20;

    private Main() {}

    /** Runs it; ends with 1 if the server publishes something else, with 2 if it was called wrongly. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        if (arguments.length % 2 != 0 || !options.containsKey("--server")) {
            System.err.print(USAGE);
            System.exit(2);
        }
        System.exit(run(options));
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
