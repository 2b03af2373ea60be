package org.openvz.vzstats.node.core.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Erasable;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Erasable.Holder;
import org.openvz.vzstats.api.Forgetting;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.openvz.vzstats.durable.files.SealedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the node unknown again. First to others: as long as one of them cannot be asked nothing is removed here, since without the secret it
 * could not be erased there any more. Then here: what waits, what was sent, and what triggers and collectors remember. What stays is what the owner has
 * decided and accepted, since forgetting is no consent, who sits out and who wants no more, since that protects others, and the receipts.
 */
final class Forgetter implements Forgetting {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetter.class);
    /** What triggers and collectors remember of what they did. */
    private static final List<String> MEMORIES = List.of("triggers", "collectors");

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A receipt has some 300 bytes. */
    private static final int MAX_RECEIPT = 16 * 1024;

    private final Registered<Erasable> erasables;
    private final Policies policies;
    private final CensusNode node;
    private final Delivering delivering;
    private final Outbox outbox;
    private final SentReports history;
    private final Path data;
    private final Clock clock;

    /**
     * Forgets nothing yet.
     *
     * @param data the node's directory
     */
    Forgetter(
            Registered<Erasable> erasables,
            Policies policies,
            CensusNode node,
            Delivering delivering,
            Outbox outbox,
            SentReports history,
            Path data,
            Clock clock) {
        this.erasables = erasables;
        this.policies = policies;
        this.node = node;
        this.delivering = delivering;
        this.outbox = outbox;
        this.history = history;
        this.data = data;
        this.clock = clock;
    }

    @Override
    public Forgotten forget(boolean hereOnly) throws InterruptedException {
        if (!(policies.decide(new Question.Run(Trigger.PERSON)) instanceof Decision.Deny)) {
            return new Forgotten(List.of(), Optional.of("the node is switched on, and would be known again at once"));
        }
        return node.between(() -> delivering
                .between(() -> forgetNow(hereOnly))
                .orElseGet(() -> new Forgotten(List.of(), Optional.of("a delivery has not ended yet"))));
    }

    private Forgotten forgetNow(boolean hereOnly) throws InterruptedException {
        List<Asked> asked = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        try {
            for (Map.Entry<String, List<Holder>> holder : holders().entrySet()) {
                Asked one = hereOnly
                        ? new Asked(holder.getKey(), Optional.empty(), Optional.empty())
                        : erase(holder.getKey(), holder.getValue());
                asked.add(one);
                Erasure answer = one.answer().orElse(new Erasure.Nothing());
                if (answer instanceof Erasure.Failed) {
                    problem = Optional.of("not all who may hold something have erased it");
                } else if (answer instanceof Erasure.Erased && one.receipt().isEmpty()) {
                    problem = Optional.of("a receipt cannot be kept");
                } else {
                    for (Holder known : holder.getValue()) {
                        known.forget();
                    }
                }
            }
            if (problem.isEmpty()) {
                remove();
                LOG.info("The node is forgotten{}", hereOnly ? ", here only" : "");
            }
        } catch (IOException e) {
            problem = Optional.of("the node's files cannot be used: " + DurableFiles.why(data, e));
        }
        return new Forgotten(asked, problem);
    }

    /** By name: several transports may know the same server, and one may not reach it. */
    private Map<String, List<Holder>> holders() throws IOException {
        Map<String, List<Holder>> holders = new LinkedHashMap<>();
        for (Registered.Named<Erasable> erasable : erasables.all()) {
            for (Holder holder : erasable.service().holders()) {
                holders.computeIfAbsent(holder.name(), unknown -> new ArrayList<>())
                        .add(holder);
            }
        }
        return holders;
    }

    private Asked erase(String name, List<Holder> same) throws InterruptedException {
        Erasure answer = new Erasure.Nothing();
        for (Holder holder : same) {
            answer = erase(holder);
            if (!(answer instanceof Erasure.Failed)) {
                break;
            }
        }
        Optional<Path> kept = answer instanceof Erasure.Erased erased ? kept(name, erased.receipt()) : Optional.empty();
        return new Asked(name, Optional.of(answer), kept);
    }

    private static Erasure erase(Holder holder) throws InterruptedException {
        try {
            return holder.erase();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A holder failed", e);
            return new Erasure.Failed(e.getClass().getSimpleName());
        }
    }

    private Optional<Path> kept(String holder, String receipt) {
        try {
            return Optional.of(keep(holder, receipt));
        } catch (IOException e) {
            LOG.info("A receipt cannot be kept ({})", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** {@return the file that has the receipt now, of a name that none had} */
    private Path keep(String holder, String receipt) throws IOException {
        Path directory = data.resolve("erased");
        DurableFiles.directory(directory);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String said = receipt.length() > MAX_RECEIPT ? receipt.substring(0, MAX_RECEIPT) : receipt;
        byte[] content = JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("time", now.toString())
                .put("holder", holder)
                .put("receipt", said));
        for (int number = 1; ; number++) {
            Path file = directory.resolve(now.toString().replaceAll("[:-]", "") + "-" + number + ".json");
            try {
                SealedFile.write(file, content, false);
                DurableFiles.sync(directory);
                return file;
            } catch (FileAlreadyExistsException e) {
                LOG.debug("There is another receipt of this second", e);
            }
        }
    }

    private void remove() throws IOException {
        outbox.forget();
        history.forget();
        for (String memory : MEMORIES) {
            removeFiles(data.resolve(memory));
        }
    }

    private static void removeFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
