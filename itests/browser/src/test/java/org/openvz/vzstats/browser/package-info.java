/** The public site as somebody sees it: a real browser, driven over its own DevTools protocol, on a real server. */
@NullMarked
package org.openvz.vzstats.browser;

import org.jspecify.annotations.NullMarked;
