package org.openvz.vzstats.intake.rest.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.openvz.vzstats.server.api.ClonedNodeException;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

/** Everything behind the intake, in memory; it can be switched off. */
final class MemoryServer implements Identities, SubmissionStore, Holdings, ReceiptSigner {

    private final Map<UUID, String> secrets = new ConcurrentHashMap<>();
    private final Map<List<UUID>, Receipt> receipts = new ConcurrentHashMap<>();
    private final List<Submission> inbox = new ArrayList<>();
    private boolean available = true;
    private boolean cloned;

    void cloned(boolean now) {
        cloned = now;
    }

    void available(boolean now) {
        available = now;
    }

    List<Submission> inbox() {
        return List.copyOf(inbox);
    }

    @Override
    public Identity issue() {
        requireAvailable();
        Identity identity =
                new Identity(UUID.randomUUID(), UUID.randomUUID().toString().replace("-", "_"));
        secrets.put(identity.id(), identity.secret());
        return identity;
    }

    @Override
    public Identity issue(UUID wished) {
        Identity identity = issue();
        String taken = secrets.putIfAbsent(wished, identity.secret());
        return taken == null ? new Identity(wished, identity.secret()) : identity;
    }

    @Override
    public boolean holds(UUID node, String secret) {
        requireAvailable();
        return secret.equals(secrets.get(node));
    }

    @Override
    public Standing standing(UUID node) {
        requireAvailable();
        if (secrets.containsKey(node)) {
            return Standing.WITH_SECRET;
        }
        return inbox.stream().anyMatch(submission -> submission.node().equals(node))
                ? Standing.WITHOUT_SECRET
                : Standing.UNKNOWN;
    }

    @Override
    public Receipt sign(UUID report, String sha256, Instant received, String previous) {
        return new Receipt(report, sha256, received, previous, "signed");
    }

    @Override
    public String signature(String text) {
        // Of letters only, as a real one.
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Held> of(UUID node) {
        requireAvailable();
        return secrets.containsKey(node)
                ? Optional.of(new Held(
                        Instant.EPOCH,
                        "openvz-7",
                        true,
                        Optional.of(Instant.EPOCH),
                        List.of(),
                        inbox.stream()
                                .filter(submission -> submission.node().equals(node))
                                .map(submission -> new Waiting(Instant.EPOCH, submission))
                                .toList(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(new Chain("last", "before")),
                        List.of("receipts")))
                : Optional.empty();
    }

    @Override
    public void erase(UUID node) {
        requireAvailable();
        secrets.remove(node);
        inbox.removeIf(submission -> submission.node().equals(node));
    }

    @Override
    public String publicKey() {
        return "key";
    }

    @Override
    public Receipt accept(Submission submission, Receipt receipt) {
        requireAvailable();
        if (cloned) {
            throw new ClonedNodeException();
        }
        Receipt earlier = receipts.putIfAbsent(List.of(submission.node(), submission.report()), receipt);
        if (earlier == null) {
            inbox.add(submission);
        }
        return earlier == null ? receipt : earlier;
    }

    @Override
    public Optional<Receipt> receipt(UUID node, UUID report) {
        return Optional.ofNullable(receipts.get(List.of(node, report)));
    }

    @Override
    public int process(int most, Processing processing) {
        throw new AssertionError("the intake does not process");
    }

    @Override
    public int replay(List<String> reasons, SectionProcessing processing) {
        throw new AssertionError("the intake does not process");
    }

    @Override
    public long waiting() {
        return inbox.size();
    }

    @Override
    public List<SubmissionStore.Quarantined> quarantine(int most) {
        return List.of();
    }

    private void requireAvailable() {
        if (!available) {
            throw new StoreUnavailableException(new IllegalStateException("switched off"));
        }
    }
}
