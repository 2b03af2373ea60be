package org.openvz.vzstats.passive.downloads.internal;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.server.api.Downloads;

/**
 * Which paths are which product:
 *
 * <pre>{@code
 * image openvz /virtuozzo/releases/openvz-{version}/{arch}/iso/*.iso
 * template {product} /template/precreated/{product}-{version}-{arch}.tar.gz
 * }</pre>
 *
 * <p>{@code *} is anything but a slash, {@code **} anything. What the braces take are words of public names only, so no path brings
 * anything else into the statistics.
 */
final class Rule {

    private static final Set<String> KINDS = Set.of("image", "update", "template");
    private static final Pattern PRODUCT = Pattern.compile("[a-z][a-z0-9]{0,31}(-[a-z0-9]{1,15}){0,2}");
    private static final Pattern PART = Pattern.compile("\\{[a-z]*}|\\*\\*|\\*|[^*{]+|\\{");
    /** With more of them a path could keep the rule busy. */
    private static final int MOST_WILD = 4;

    private final String kind;
    private final String product;
    private final Pattern path;

    private Rule(String kind, String product, Pattern path) {
        this.kind = kind;
        this.product = product;
        this.path = path;
    }

    /**
     * Reads a rule.
     *
     * @param key its key, for the message
     * @throws IllegalArgumentException if it is none; the message says how one is written
     */
    static Rule parse(String key, String written) {
        String[] words = written.strip().split("\\s+", -1);
        if (words.length != 3 || !KINDS.contains(words[0]) || !words[2].startsWith("/")) {
            throw new IllegalArgumentException(key
                    + ": write image, update or template, then the product, then a path such as /iso/{version}/*.iso");
        }
        String path = words[2];
        boolean named = path.contains("{product}");
        boolean fits =
                named ? words[1].equals("{product}") : PRODUCT.matcher(words[1]).matches();
        if (!fits) {
            throw new IllegalArgumentException(
                    key + ": the product is a name such as openvz, or {product} in the path as well");
        }
        return new Rule(words[0], named ? "" : words[1], pattern(key, path));
    }

    private static Pattern pattern(String key, String path) {
        StringBuilder regex = new StringBuilder();
        int wild = 0;
        Matcher parts = PART.matcher(path);
        while (parts.find()) {
            String part = parts.group();
            wild += part.startsWith("*") ? 1 : 0;
            regex.append(
                    switch (part) {
                        case "*" -> "[^/]*";
                        case "**" -> ".*";
                        case "{product}" -> "(?<product>" + PRODUCT.pattern() + ")";
                        case "{version}" -> "(?<version>[0-9][0-9A-Za-z.~+_-]{0,47})";
                        case "{arch}" -> "(?<arch>x86_64|amd64|i[3-6]86|aarch64|arm64|ppc64le|s390x|noarch|all)";
                        default -> {
                            if (part.startsWith("{")) {
                                throw new IllegalArgumentException(
                                        key + ": braces are {product}, {version} or {arch}, each once");
                            }
                            yield Pattern.quote(part);
                        }
                    });
        }
        if (wild > MOST_WILD) {
            throw new IllegalArgumentException(key + ": at most " + MOST_WILD + " times * or **");
        }
        try {
            return Pattern.compile(regex.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": braces are {product}, {version} or {arch}, each once", e);
        }
    }

    /** {@return what is at a path; empty if this rule does not know} */
    Optional<Downloads.Item> match(String asked) {
        Matcher matcher = path.matcher(asked);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Downloads.Item(
                product.isEmpty() ? matcher.group("product") : product,
                kind,
                group(matcher, "version"),
                group(matcher, "arch")));
    }

    private String group(Matcher matcher, String name) {
        return path.pattern().contains("(?<" + name + ">") ? matcher.group(name) : "";
    }
}
