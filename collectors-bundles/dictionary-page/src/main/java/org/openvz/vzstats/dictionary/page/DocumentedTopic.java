package org.openvz.vzstats.dictionary.page;

import org.openvz.vzstats.dictionary.Topic;

/**
 * A topic and where it is written down.
 *
 * @param link to its metrics file, from the page's own folder
 * @param topic what that file says
 */
public record DocumentedTopic(String link, Topic topic) {}
