package org.openvz.vzstats.intake.rest.internal;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.intake.rest.internal.RefusedException.Reason;
import org.openvz.vzstats.report.InvalidReportException;
import org.openvz.vzstats.server.api.ClonedNodeException;
import org.openvz.vzstats.server.api.ErasedNodeException;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

/**
 * Takes what the original client sends, and holds it to the same: bounds while it streams, rates, and an answer only when it is durable.
 * Its ids have no secret, and the server need not know them: most were issued by the original server. So an id is taken at its word,
 * unless it was issued with a secret.
 */
final class ClassicIntake {

    /** What is around the archive: the id, the headers of two parts, three boundaries. */
    private static final int FORM_BYTES = 16 * 1024;

    private static final String MAGIC_WORD = "very-please";

    /** As the client checks it: braces, on both sides or one, and any case. */
    private static final Pattern ID = Pattern.compile(
            "\\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})}?", Pattern.CASE_INSENSITIVE);

    private final Identities identities;
    private final Acceptance acceptance;
    private final Origins origins;
    private final Limits limits;

    ClassicIntake(
            Identities identities,
            SubmissionStore store,
            ReceiptSigner signer,
            Journal journal,
            Origins origins,
            Limits limits,
            InstantSource clock) {
        this.identities = identities;
        this.acceptance = new Acceptance(store, signer, journal, clock);
        this.origins = origins;
        this.limits = limits;
    }

    /**
     * A request.
     *
     * @param address where it comes from; forgotten with the request, but for the rate limits; of a report the country is kept
     * @param type its Content-Type
     * @param length of the body, or -1
     * @param body opened only if all before it is in order: who asks whether to go on is told so by that
     */
    record Request(String address, String type, long length, Form.Body body) {}

    /** Makes an id for whoever says the magic word. It is nowhere kept before it reports. */
    UUID issue(Request request) throws RefusedException {
        return acceptance.counted(() -> issued(request));
    }

    /** Takes an archive. When this returns, it is durable. */
    void take(Request request) throws RefusedException {
        Receipt unused = acceptance.counted(() -> taken(request));
    }

    private UUID issued(Request request) throws RefusedException {
        Multipart form = limits.serve(Sender.of(request.address()), () -> form(request));
        if (!form.word("magic_word").filter(MAGIC_WORD::equals).isPresent()) {
            throw malformed("The form does not say the magic word.");
        }
        return UUID.randomUUID();
    }

    private Receipt taken(Request request) throws RefusedException {
        String sender = Sender.of(request.address());
        Multipart form = limits.serve(sender, () -> form(request));
        Matcher id = ID.matcher(form.word("uuid").orElse(""));
        if (!id.matches()) {
            throw malformed("The form's field uuid must be a UUID.");
        }
        byte[] packed = form.field("file").orElseThrow(() -> malformed("The form has no field file."));
        UUID node = UUID.fromString(id.group(1));
        admit(node, sender);
        ClassicArchive archive = read(packed);
        return accept(node, archive, origins.of(request.address()));
    }

    private void admit(UUID node, String sender) throws RefusedException {
        switch (identities.standing(node)) {
            case WITH_SECRET -> throw unauthorized();
            // Anybody can make up ids: as many as one address may have issued.
            case UNKNOWN -> limits.registrations().admit(sender);
            case WITHOUT_SECRET -> {}
        }
        limits.nodes().admit(node.toString());
    }

    private Receipt accept(UUID node, ClassicArchive archive, Optional<String> country) throws RefusedException {
        Instant now = acceptance.now();
        byte[] repacked;
        try {
            repacked = archive.repacked(LocalDate.ofInstant(now, ZoneOffset.UTC));
        } catch (IOException e) {
            throw tooLarge();
        }
        try {
            return acceptance.accept(new Submission(node, archive.report(), repacked, country), now, "");
        } catch (ErasedNodeException | ClonedNodeException e) {
            throw unauthorized();
        }
    }

    private Multipart form(Request request) throws RefusedException {
        return Form.read(
                new Form.Request(request.type(), request.length(), request.body()),
                limits.sizes().packed() + FORM_BYTES,
                "The archive is larger than it may be.");
    }

    private ClassicArchive read(byte[] packed) throws RefusedException {
        try {
            return ClassicArchive.read(packed, limits.sizes());
        } catch (InvalidReportException e) {
            throw switch (e.kind()) {
                case NOT_GZIP -> new RefusedException(Reason.NOT_GZIP, "The file is not gzip.");
                case TOO_LARGE -> tooLarge();
                case MALFORMED -> malformed("The file is no archive of the original client.");
            };
        }
    }

    private static RefusedException unauthorized() {
        return new RefusedException(Reason.UNAUTHORIZED, "Nothing is taken here under this id.");
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Reason.MALFORMED, detail);
    }

    private static RefusedException tooLarge() {
        return new RefusedException(Reason.TOO_LARGE, "The archive is larger than it may be.");
    }
}
