package org.openvz.vzstats.server.jetty.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty answers where no servlet is asked, such as to a request that is none, as a problem detail:
 *
 * <pre>{@code
 * {"type":"about:blank","title":"URI Too Long","status":414}
 * }</pre>
 *
 * <p>It says what the status says, and no more: a detail would repeat what was sent, or tell what the server is made of.
 */
public final class ProblemErrors extends ErrorHandler {

    private static final String TYPE = "application/problem+json";

    /** Made by Pax Web, as jetty.xml says. */
    public ProblemErrors() {
        setShowStacks(false);
    }

    /** A request that could not be read. */
    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields fields) {
        fields.put(HttpHeader.CONTENT_TYPE, TYPE);
        return ByteBuffer.wrap(problem(status));
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateAcceptableResponse(
            Request baseRequest,
            HttpServletRequest request,
            HttpServletResponse response,
            int code,
            @Nullable String message)
            throws IOException {
        response.setContentType(TYPE);
        response.getOutputStream().write(problem(code));
        baseRequest.setHandled(true);
    }

    private static byte[] problem(int status) {
        // The titles are Jetty's own: nothing in them needs an escape.
        return ("{\"type\":\"about:blank\",\"title\":\"" + HttpStatus.getMessage(status) + "\",\"status\":" + status
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
