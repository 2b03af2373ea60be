package org.openvz.vzstats.processing.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

/** The inbox, what was accepted, and the quarantine, in memory; it can be switched off. */
final class MemoryStore implements SubmissionStore, QuarantineStore {

    private final Deque<Submission> inbox = new ArrayDeque<>();
    private final List<SectionResult.Accepted> accepted = new ArrayList<>();
    private final List<SectionResult.Quarantined> quarantine = new ArrayList<>();
    private boolean available = true;
    private int replays;

    synchronized void available(boolean now) {
        available = now;
    }

    synchronized void put(Submission submission) {
        inbox.add(submission);
    }

    synchronized List<SectionResult.Accepted> accepted() {
        return List.copyOf(accepted);
    }

    synchronized List<SectionResult.Quarantined> quarantined() {
        return List.copyOf(quarantine);
    }

    synchronized int replays() {
        return replays;
    }

    @Override
    public synchronized int process(int most, Processing processing) {
        requireAvailable();
        int taken = 0;
        for (; taken < most && !inbox.isEmpty(); taken++) {
            Processed processed = processing.process(inbox.remove());
            processed.sections().forEach(this::keep);
        }
        return taken;
    }

    @Override
    public synchronized int replay(List<String> reasons, SectionProcessing processing) {
        requireAvailable();
        replays++;
        List<SectionResult.Quarantined> waiting = quarantine.stream()
                .filter(section -> reasons.contains(section.reason()))
                .toList();
        quarantine.removeAll(waiting);
        int before = accepted.size();
        waiting.forEach(section -> processing.process(section.section()).forEach(this::keep));
        return accepted.size() - before;
    }

    @Override
    public synchronized long waiting() {
        return inbox.size();
    }

    @Override
    public Receipt accept(Submission submission, Receipt receipt) {
        throw new AssertionError("the processing does not accept");
    }

    @Override
    public Optional<Receipt> receipt(UUID node, UUID report) {
        throw new AssertionError("the processing asks for no receipts");
    }

    @Override
    public List<Group> groups() {
        throw new AssertionError("the processing does not look into the quarantine");
    }

    @Override
    public List<Entry> oldest(String reason, int most) {
        throw new AssertionError("the processing does not look into the quarantine");
    }

    @Override
    public Optional<Entry> entry(long id) {
        throw new AssertionError("the processing does not look into the quarantine");
    }

    @Override
    public boolean replay(long id, SectionProcessing processing) {
        return false;
    }

    @Override
    public List<Quarantined> quarantine(int most) {
        throw new AssertionError("the processing does not look into the quarantine");
    }

    private void keep(SectionResult result) {
        if (result instanceof SectionResult.Accepted good) {
            accepted.add(good);
        } else if (result instanceof SectionResult.Quarantined bad) {
            quarantine.add(bad);
        }
    }

    private void requireAvailable() {
        if (!available) {
            throw new StoreUnavailableException(new IllegalStateException("switched off"));
        }
    }
}
