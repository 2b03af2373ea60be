package org.openvz.vzstats.web.internal;

/** What a program gets instead of a page that tells of a failure: problem details (RFC 9457). */
final class Problem {

    private static final String TYPE = "application/problem+json";

    private Problem() {}

    static Body of(int status) {
        return switch (status) {
            case 400 -> body(status, "Bad Request", "The request cannot be read.");
            case 404 -> body(status, "Not Found", "There is nothing at this address.");
            case 405 -> body(status, "Method Not Allowed", "This address does not take this method.");
            case 503 -> body(status, "Service Unavailable", "Not available at the moment.");
            default -> body(status, "Internal Server Error", "The server failed.");
        };
    }

    private static Body body(int status, String title, String detail) {
        return Body.of(
                TYPE,
                "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail
                        + "\"}");
    }
}
