/** Files that are there whole, or not at all. No bundle of its own: each that uses it carries it. */
@NullMarked
package org.openvz.vzstats.durable.files;

import org.jspecify.annotations.NullMarked;
