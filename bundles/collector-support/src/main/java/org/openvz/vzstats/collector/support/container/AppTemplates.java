package org.openvz.vzstats.collector.support.container;

import java.util.Set;

/** The application templates that OpenVZ and Virtuozzo offer. */
public final class AppTemplates {

    private static final Set<String> NAMES = Set.of(
            "cyrus-imap",
            "devel",
            "docker",
            "gnome",
            "httpd",
            "imp",
            "java",
            "jdk",
            "jre",
            "jsdk",
            "lamp",
            "mailman",
            "mod_perl",
            "mod_ssl",
            "mysql",
            "openssh",
            "openvpn",
            "php",
            "phpmyadmin",
            "plesk",
            "postgresql",
            "proftpd",
            "samba",
            "spamassassin",
            "squirrelmail",
            "tomcat",
            "vsftpd",
            "vzftpd",
            "webalizer");

    private AppTemplates() {}

    /** {@return the template's public name; {@code other} if its owner made it} */
    public static String word(String name) {
        String bare = name.startsWith(".") ? name.substring(1) : name;
        return NAMES.contains(bare) ? bare : "other";
    }
}
