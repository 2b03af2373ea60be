package org.openvz.vzstats.intake.rest.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;
import org.openvz.vzstats.report.InvalidReportException;
import org.openvz.vzstats.report.ReceivedReport;
import org.openvz.vzstats.report.ReportReader;
import org.openvz.vzstats.server.api.ClonedNodeException;
import org.openvz.vzstats.server.api.ErasedNodeException;
import org.openvz.vzstats.server.api.Erasure;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

/**
 * Decides what is taken. First who sends it, which costs least and tells nothing; then whether it is a whole report; and only when it
 * is durable there is a receipt. What its sections say is looked at later.
 */
final class Intake {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHA256_TEXT = Pattern.compile("[0-9a-f]{64}", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9_.~+/=-]+)", Pattern.CASE_INSENSITIVE);

    private final Identities identities;
    private final Holdings holdings;
    private final ReceiptSigner signer;
    private final Acceptance acceptance;
    private final Origins origins;
    private final Limits limits;
    private final InstantSource clock;

    Intake(
            Identities identities,
            SubmissionStore store,
            Holdings holdings,
            ReceiptSigner signer,
            Journal journal,
            Origins origins,
            Limits limits,
            InstantSource clock) {
        this.identities = identities;
        this.holdings = holdings;
        this.signer = signer;
        this.acceptance = new Acceptance(store, signer, journal, clock);
        this.origins = origins;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Issues an identity to whoever asks from this address.
     *
     * @param wish the id that the node had with the original client, read once the address is admitted; whether it can go on under it
     *     does not show in anything else
     */
    Identities.Identity register(String address, Supplier<String> wish) throws RefusedException {
        String sender = Sender.of(address);
        return acceptance.counted(() -> {
            limits.requireOpen();
            limits.senders().admit(sender);
            // Whoever has an identity needs no other: a flood of new ones would fill the disk.
            limits.registrations().admit(sender);
            String wished = limits.crowd().serve(sender, wish::get);
            // Only a random one is nobody else's.
            return uuid(wished)
                    .filter(id -> id.version() == 4 && id.variant() == 2)
                    .map(identities::issue)
                    .orElseGet(identities::issue);
        });
    }

    /**
     * Takes a report.
     *
     * @param body read up to the limit, and only when the headers are in order; not closed
     */
    Receipt take(Request request, InputStream body) throws RefusedException {
        return acceptance.counted(() -> taken(request, body));
    }

    private Receipt taken(Request request, InputStream body) throws RefusedException {
        limits.requireOpen();
        UUID node = admitted(request);
        UUID report = uuid(request.report()).orElseThrow(() -> malformed("The header Report-Id must be a UUID."));
        String previous = previous(request.previous());
        byte[] packed = limits.crowd().serve(Sender.of(request.address()), () -> read(request.length(), body));
        if (!check(packed).manifest().report().equals(report)) {
            throw malformed("The manifest names another report than the header Report-Id.");
        }
        Submission submission = new Submission(node, report, packed, origins.of(request.address()));
        try {
            return acceptance.accept(submission, acceptance.now(), previous);
        } catch (ErasedNodeException e) {
            throw unauthorized();
        } catch (ClonedNodeException e) {
            throw new RefusedException(
                    Reason.CLONED, "Another machine reports under this id, or this one was set back. Take a new id.");
        }
    }

    /** {@return everything that is held about the node that asks} */
    Holdings.Held held(Request request) throws RefusedException {
        return acceptance.counted(() -> holdings.of(admitted(request)).orElseThrow(Intake::unauthorized));
    }

    /** Erases the node that asks. */
    Erasure erase(Request request) throws RefusedException {
        UUID node = acceptance.counted(() -> admitted(request));
        holdings.erase(node);
        return Erasure.of(node, clock.instant(), signer);
    }

    private UUID admitted(Request request) throws RefusedException {
        limits.senders().admit(Sender.of(request.address()));
        UUID node = authorized(request);
        // After the secret, so that nobody uses up what belongs to another's id.
        limits.nodes().admit(node.toString());
        return node;
    }

    private UUID authorized(Request request) throws RefusedException {
        Matcher bearer = BEARER.matcher(request.authorization());
        Optional<UUID> node = uuid(request.node());
        if (node.isEmpty() || !bearer.matches() || !identities.holds(node.get(), bearer.group(1))) {
            throw unauthorized();
        }
        return node.get();
    }

    private static String previous(String text) throws RefusedException {
        if (!text.isEmpty() && !SHA256_TEXT.matcher(text).matches()) {
            throw malformed("The header Previous-Receipt must be 64 hex digits.");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private byte[] read(long length, InputStream body) throws RefusedException {
        int most = limits.sizes().packed();
        String tooLarge = "The body is larger than " + most + " bytes.";
        if (length > most) {
            throw tooLarge(tooLarge);
        }
        byte[] packed;
        try {
            packed = body.readNBytes(most + 1);
        } catch (IOException e) {
            throw malformed("The body ended early.");
        }
        if (packed.length > most) {
            throw tooLarge(tooLarge);
        }
        return packed;
    }

    private ReceivedReport check(byte[] packed) throws RefusedException {
        try {
            return ReportReader.read(packed, limits.sizes());
        } catch (InvalidReportException e) {
            throw switch (e.kind()) {
                case NOT_GZIP -> new RefusedException(Reason.NOT_GZIP, "The body is not gzip.");
                case TOO_LARGE -> tooLarge("The report unpacks to more than a report may.");
                // The reader promises fixed words.
                case MALFORMED -> malformed("The report is malformed: " + e.getMessage() + ".");
            };
        }
    }

    private static Optional<UUID> uuid(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static RefusedException unauthorized() {
        return new RefusedException(Reason.UNAUTHORIZED, "No node of this id has this secret.");
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Reason.MALFORMED, detail);
    }

    private static RefusedException tooLarge(String detail) {
        return new RefusedException(Reason.TOO_LARGE, detail);
    }

    /**
     * What a request says before its body.
     *
     * @param address where it comes from; forgotten with the request, but for the rate limit; of a report the country is kept
     * @param node the id in its path
     * @param authorization its header, or empty
     * @param report its header Report-Id, or empty
     * @param previous its header Previous-Receipt, or empty
     * @param length of the body, or -1
     */
    record Request(String address, String node, String authorization, String report, String previous, long length) {}
}
