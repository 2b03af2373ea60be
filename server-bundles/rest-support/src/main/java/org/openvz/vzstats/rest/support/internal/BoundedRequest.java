package org.openvz.vzstats.rest.support.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.ws.rs.core.Response;
import org.apache.cxf.helpers.HttpHeaderHelper;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.rest.support.Problem;

/** A request as CXF can bear it: with a body that ends, and refused where CXF would fail before any resource is asked. */
public final class BoundedRequest extends HttpServletRequestWrapper {

    /** More than any resource takes, and less than would hurt. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final Duration MAX_TIME = Duration.ofSeconds(60);
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private final int maxBytes;
    private @Nullable ServletInputStream body;

    /**
     * Wraps a request of the container.
     *
     * @param isRead whether anybody is interested in its body; of others there is nothing to be read, and so nothing to be waited for
     */
    public BoundedRequest(HttpServletRequest request, boolean isRead) {
        super(request);
        maxBytes = isRead ? MAX_BYTES : 0;
    }

    /** {@return what to answer at once, to a request that CXF would take for a failure of ours} */
    public Optional<Response> refusal() {
        String query = getQueryString();
        if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
            return Optional.of(Problem.of(400, "The query cannot be decoded.").build());
        }
        return charsetExists()
                ? Optional.empty()
                : Optional.of(Problem.of(415, "There is no such charset.").build());
    }

    private boolean charsetExists() {
        String type = getContentType();
        return type == null || HttpHeaderHelper.mapCharset(HttpHeaderHelper.findCharset(type)) != null;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream bounded = body;
        if (bounded == null) {
            bounded = new BoundedBody(super.getInputStream(), maxBytes, MAX_TIME, System::nanoTime);
            body = bounded;
        }
        return bounded;
    }
}
