package org.openvz.vzstats.transport.http.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.openvz.vzstats.api.OldSettings;

/**
 * Where reports go.
 *
 * @param url the server's address; empty: nowhere
 * @param trouble why what is written is not used
 */
record Address(Optional<URI> url, Optional<String> trouble) {

    /** What the original client came with: no word of the owner's, and no server of this protocol. */
    private static final String ORIGINAL = "openvz.org";

    /**
     * {@return what is configured, else the server that the owner had told the original client}
     *
     * @throws IllegalArgumentException if what is configured is no address
     */
    static Address of(String configured, Optional<OldSettings> old) {
        String written = configured.strip();
        if (written.equals("none")) {
            return nowhere();
        }
        if (!written.isEmpty()) {
            return new Address(Optional.of(parse(written)), Optional.empty());
        }
        // disp-helper with FILE sent nothing: that is for the file transport.
        boolean file = old.flatMap(settings -> settings.value(OldSettings.Key.PROTOCOL))
                .filter("FILE"::equalsIgnoreCase)
                .isPresent();
        return old.filter(settings -> !file)
                .flatMap(settings -> settings.value(OldSettings.Key.URL))
                .map(Address::ofTheOriginalClient)
                .orElseGet(Address::nowhere);
    }

    private static Address nowhere() {
        return new Address(Optional.empty(), Optional.empty());
    }

    private static Address ofTheOriginalClient(String written) {
        URI url;
        try {
            url = parse(written);
        } catch (IllegalArgumentException e) {
            return unused("cannot be used");
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        if (host.equals(ORIGINAL) || host.endsWith("." + ORIGINAL)) {
            return nowhere();
        }
        return "https".equalsIgnoreCase(url.getScheme())
                ? new Address(Optional.of(url), Optional.empty())
                : unused("is plain HTTP");
    }

    private static Address unused(String why) {
        return new Address(
                Optional.empty(),
                Optional.of("the server in the original client's settings " + why
                        + ": write the server into org.openvz.vzstats.transport.http.cfg, or none"));
    }

    /** {@return the address; the same however many slashes are at its end, so that it stays one identity} */
    static URI parse(String written) {
        try {
            URI url = new URI(written.strip().replaceFirst("/+$", ""));
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            boolean more = url.getRawQuery() != null || url.getRawUserInfo() != null || url.getRawFragment() != null;
            if (web && url.getHost() != null && !more) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below, without the address: it may hold a password.
        }
        throw new IllegalArgumentException("url: write the address of a server, such as https://stats.example.org");
    }
}
