package org.openvz.vzstats.processor.vzstats.classic.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packages of OpenVZ, from {@code vzversion-*}, as the databases of their formats hold them.
 *
 * @param files path to text
 * @param answers command to answer
 */
record Packages(Map<String, String> files, Map<List<String>, String> answers) {

    /** {@code vzctl-4.3.1-1.x86_64}; the rpm of EL5 says no architecture. */
    private static final Pattern RPM = Pattern.compile("([A-Za-z0-9+._-]{1,80})-([^-\\s]{1,80})-([^-\\s]{1,80})");

    private static final Set<String> ARCHITECTURES =
            Set.of("x86_64", "noarch", "i386", "i486", "i586", "i686", "ia64", "ppc64", "aarch64");
    private static final List<String> RPM_QUERY =
            List.of("rpm", "-qa", "--qf", "%{NAME} %{VERSION}-%{RELEASE} %{ARCH}\\n");

    /**
     * The line under the headings of dpkg: {@code +++-======-======-}. A version of numbers only that fills its
     * column may have been cut within them; a name that was is none that anybody looks for.
     */
    private static final Pattern COLUMNS = Pattern.compile("\\+{3}-=+-(=+)-.*");

    private static final Pattern NUMBERS = Pattern.compile("[0-9:.]+");
    private static final Pattern GENTOO = Pattern.compile("[a-z0-9-]{1,40}/[A-Za-z0-9+._-]{1,120}");
    private static final Pattern ARCH = Pattern.compile("([a-z0-9@._+-]{1,80}) ([A-Za-z0-9:._+~]{1,60}-[0-9.]{1,10})");

    static Packages of(Texts texts) {
        Map<String, String> files = new HashMap<>();
        Map<List<String>, String> answers = new HashMap<>();
        String deb = deb(texts.of("vzversion-deb"));
        if (!deb.isEmpty()) {
            files.put("/var/lib/dpkg/status", deb);
        }
        lines(texts, "vzversion-arch")
                .map(ARCH::matcher)
                .filter(Matcher::matches)
                .forEach(line ->
                        files.put("/var/lib/pacman/local/" + line.group(1) + "-" + line.group(2) + "/desc", ""));
        lines(texts, "vzversion-gentoo")
                .filter(line -> GENTOO.matcher(line).matches())
                .forEach(line -> files.put("/var/db/pkg/" + line + "/PF", ""));
        String rpm = lines(texts, "vzversion-rpm")
                .map(Packages::rpm)
                .flatMap(Optional::stream)
                .collect(Collectors.joining());
        if (!rpm.isEmpty()) {
            files.put("/var/lib/rpm/Packages", "");
            answers.put(RPM_QUERY, rpm);
        }
        return new Packages(files, answers);
    }

    private static Stream<String> lines(Texts texts, String script) {
        return texts.of(script).lines().map(String::strip);
    }

    private static Optional<String> rpm(String line) {
        Matcher rpm = RPM.matcher(line);
        if (!rpm.matches()) {
            return Optional.empty();
        }
        String release = rpm.group(3);
        int dot = release.lastIndexOf('.');
        boolean named = dot > 0 && ARCHITECTURES.contains(release.substring(dot + 1));
        return Optional.of(rpm.group(1) + " " + rpm.group(2) + "-" + (named ? release.substring(0, dot) : release) + " "
                + (named ? release.substring(dot + 1) : "-") + "\n");
    }

    /** Makes stanzas of the rows {@code ii  vzctl  4.3.1-1  amd64  OpenVZ …}. */
    private static String deb(String rows) {
        StringBuilder stanzas = new StringBuilder();
        int width = Integer.MAX_VALUE;
        for (String line : rows.lines().toList()) {
            Matcher columns = COLUMNS.matcher(line);
            String[] words = line.split("\\s+", 5);
            if (columns.matches()) {
                width = columns.end(1) - columns.start(1);
            } else if (words.length >= 3 && words[0].length() == 2 && words[0].charAt(1) == 'i') {
                boolean mayBeCut =
                        words[2].length() >= width && NUMBERS.matcher(words[2]).matches();
                if (!mayBeCut) {
                    stanzas.append("Package: ")
                            .append(words[1].split(":", 2)[0])
                            .append('\n');
                    stanzas.append("Status: install ok installed\nVersion: ")
                            .append(words[2])
                            .append("\n\n");
                }
            }
        }
        return stanzas.toString();
    }
}
