package org.openvz.vzstats.passive.downloads.internal;

import java.time.LocalDate;

/** What a line of an access log says, as far as it matters here. Valid until the next line is read. */
interface Request {

    /** {@return whether somebody got all of something: GET, status 200, and at least a byte} */
    boolean isDownload();

    /** {@return the day, in UTC} */
    LocalDate day();

    /** {@return what was asked for, decoded, without host and query} */
    String path();

    /** {@return the program that asked; empty if that is not logged} */
    String agent();

    /** {@return who asked, as the log has it} */
    String address();

    /** {@return what tells this line from others but who asked: time, method, path, status and size} */
    String essence();
}
