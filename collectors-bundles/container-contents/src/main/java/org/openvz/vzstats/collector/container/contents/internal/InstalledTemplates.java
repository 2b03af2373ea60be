package org.openvz.vzstats.collector.container.contents.internal;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.KeyValues;
import org.openvz.vzstats.collector.support.container.AppTemplates;

/**
 * Counts the application templates that {@code vzpkg} would list, by the directories it looks at: {@code
 * /vz/template/centos/7/x86_64/config/app/mysql}.
 */
final class InstalledTemplates {

    private static final Pattern DISTRIBUTION = Pattern.compile("[a-z]{2,20}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,5}(\\.\\d{1,3})?");
    private static final Pattern ARCHITECTURE = Pattern.compile("x86|x86_64|ia64|aarch64");

    private InstalledTemplates() {}

    static void count(Host host, Section.Builder section) throws IOException {
        String root =
                KeyValues.assignments(host.read("/etc/vz/vz.conf").orElse("")).getOrDefault("TEMPLATE", "/vz/template");
        List<String> names = host.list(root);
        if (names.isEmpty()) {
            return;
        }
        section.counted("container-contents.app_template_installed");
        for (String distribution : matching(DISTRIBUTION, names)) {
            String ofDistribution = root + "/" + distribution;
            for (String version : matching(VERSION, host.list(ofDistribution))) {
                String ofVersion = ofDistribution + "/" + version;
                for (String architecture : matching(ARCHITECTURE, host.list(ofVersion))) {
                    for (String name : host.list(ofVersion + "/" + architecture + "/config/app")) {
                        section.count("container-contents.app_template_installed", AppTemplates.word(name), 1);
                    }
                }
            }
        }
    }

    private static List<String> matching(Pattern pattern, List<String> names) {
        return names.stream().filter(name -> pattern.matcher(name).matches()).toList();
    }
}
