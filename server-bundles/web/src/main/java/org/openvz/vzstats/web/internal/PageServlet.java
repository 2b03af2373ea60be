package org.openvz.vzstats.web.internal;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the site, and says of every address that nobody else serves that there is nothing: Pax Web has no pattern for the root alone. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-page")
@HttpWhiteboardServletPattern(PageServlet.PATTERN)
public final class PageServlet extends HttpServlet {

    static final String PATTERN = "/*";

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(PageServlet.class);
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    /** Where nodes and others write to. While a server starts, or a bundle is swapped, the site may be all that is there. */
    private static final Pattern INTAKE =
            Pattern.compile("/(api/v2/nodes(/.*)?|reports/.*|genuuid\\.php|submit\\.php)");
    /** Longer than any address of ours. */
    private static final int MAX_QUERY = 2_000;

    /** A page needs nothing from anywhere else, and may not. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";

    private final transient Site site;

    /** Serves the site; once there is a store, with what is published. */
    @Activate
    public PageServlet(
            @Reference DataDictionary dictionary,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Releases releases,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Journal journal) {
        this(new Site(
                dictionary::current,
                Optional.ofNullable(releases),
                journal == null ? days -> List.of() : journal::days,
                Clock.systemUTC()));
    }

    PageServlet(Site site) {
        this.site = site;
    }

    @Override
    protected void service(HttpServletRequest http, HttpServletResponse response) throws IOException {
        boolean head = http.getMethod().equals("HEAD");
        if (!head && !http.getMethod().equals("GET")) {
            Request written = request(http, Map.of());
            if (INTAKE.matcher(written.path()).matches()) {
                // Whoever has something to deliver learns to come back, not that it was wrong to come.
                send(site.unavailable(written), http, response, true);
                return;
            }
            response.setHeader("Allow", "GET, HEAD");
            send(site.readOnly(written), http, response, true);
            return;
        }
        send(answer(http), http, response, !head);
    }

    private Answer answer(HttpServletRequest http) {
        String query = Objects.requireNonNullElse(http.getQueryString(), "");
        if (query.length() > MAX_QUERY || BROKEN_ESCAPE.matcher(query).find()) {
            return site.malformed(request(http, Map.of()));
        }
        return guarded(site::answer, request(http, parameters(query)));
    }

    /** The first value of each; the container would look into the body as well. */
    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String one : query.split("&", -1)) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decoded(one.substring(0, equals)), decoded(one.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Answer guarded(Function<Request, Answer> answer, Request request) {
        try {
            return answer.apply(request);
        } catch (StoreUnavailableException e) {
            LOG.debug("The store is away", e);
            return site.unavailable(request);
        } catch (RuntimeException e) {
            LOG.error("A page could not be made", e);
            return site.failed(request);
        }
    }

    private static Request request(HttpServletRequest http, Map<String, String> parameters) {
        return new Request(
                Objects.requireNonNullElse(http.getPathInfo(), "/"), parameters, header(http, "Accept-Language"));
    }

    private static String header(HttpServletRequest http, String name) {
        return Objects.requireNonNullElse(http.getHeader(name), "");
    }

    private static void send(Answer answer, HttpServletRequest http, HttpServletResponse response, boolean whole)
            throws IOException {
        boolean failed = answer.status() >= 400;
        Body body =
                failed && !header(http, "Accept").contains("text/html") ? Problem.of(answer.status()) : answer.body();
        boolean gzip = acceptsGzip(header(http, "Accept-Encoding"));
        boolean fresh =
                answer.status() == 200 && body.isKept(Objects.requireNonNullElse(http.getHeader("If-None-Match"), ""));
        response.setStatus(fresh ? HttpServletResponse.SC_NOT_MODIFIED : answer.status());
        response.setHeader("ETag", body.tag(gzip));
        response.setHeader("Cache-Control", answer.cacheControl());
        response.setHeader(
                "Vary",
                answer.keep() instanceof Answer.Keep.Ever
                        ? "Accept-Encoding"
                        : "Accept, Accept-Encoding, Accept-Language");
        response.setHeader("Content-Security-Policy", POLICY + (answer.framed() ? "*" : "'none'"));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (answer.status() == 503) {
            response.setHeader("Retry-After", "10");
        }
        if (fresh) {
            return;
        }
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentType(body.type());
        response.setContentLength(body.length(gzip));
        if (whole) {
            body.to(response.getOutputStream(), gzip);
        }
    }

    private static boolean acceptsGzip(String accepted) {
        for (String one : accepted.split(",", -1)) {
            String coding = one.strip();
            if (coding.startsWith("gzip")) {
                return !coding.replace(" ", "").matches("gzip;q=0(\\.0*)?");
            }
        }
        return false;
    }
}
