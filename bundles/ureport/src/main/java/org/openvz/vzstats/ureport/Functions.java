package org.openvz.vzstats.ureport;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of functions: identifiers of their languages, and nothing that could be a sentence, a path or an address. */
final class Functions {

    private static final int MAX = 160;
    private static final int MAX_WRITTEN = 4096;

    /** C, C++ without its arguments, Python, Ruby, the kernel. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z_~$][A-Za-z0-9_~$]{0,127}([?!=]|(::[A-Za-z_~][A-Za-z0-9_~]{0,127}){1,9})?");

    /** As compilers copy functions: {@code foo.isra.3}, {@code foo.constprop.0.cold}. */
    private static final Pattern COPY =
            Pattern.compile("(\\.(isra|part|constprop|cold|lto_priv|llvm|localalias|clone|[0-9]{1,6}))+$");

    /** What the name of a template's function begins with. */
    private static final Pattern RETURNED =
            Pattern.compile("^((void|bool|char|int|long|short|unsigned|double|float|const) *[*&]* +)+");

    private static final Pattern JAVA = Pattern.compile(
            "(java|javax|sun|jdk|com\\.sun|org\\.openvz|com\\.parallels|com\\.virtuozzo|org\\.apache|org\\.jboss|org\\.eclipse)"
                    + "(\\.[A-Za-z_$][A-Za-z0-9_$]{0,63}){1,10}(\\.<(init|clinit)>)?");

    private static final Set<String> SPECIAL =
            Set.of("module", "lambda", "genexpr", "listcomp", "dictcomp", "setcomp", "main", "top (required)", "block");

    private Functions() {}

    /** {@return the name as it may be kept, without arguments and without what a compiler has added; empty if it is none} */
    static Optional<String> name(String written) {
        if (written.isEmpty() || written.length() > MAX_WRITTEN) {
            return Optional.empty();
        }
        String plain = written.startsWith("_Z") ? written : bare(written);
        int at = plain.indexOf('@');
        String name = COPY.matcher(at > 0 ? plain.substring(0, at) : plain).replaceFirst("");
        return name.length() <= MAX && NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }

    /** {@return a method with its class, if the class is public} */
    static Optional<String> javaMethod(String written) {
        return written.length() <= MAX && JAVA.matcher(written).matches() ? Optional.of(written) : Optional.empty();
    }

    /** {@return what Python and Ruby call a piece of code without a name} */
    static Optional<String> special(String written) {
        return SPECIAL.contains(written) ? Optional.of(written) : Optional.empty();
    }

    /** {@return the name without the arguments of templates and of the function, and without what it returns} */
    private static String bare(String written) {
        String text = written.replace("(anonymous namespace)", "_anonymous_");
        StringBuilder bare = new StringBuilder();
        int angles = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<') {
                angles++;
            } else if (c == '>' && angles > 0) {
                angles--;
            } else if (angles == 0) {
                if (c == '(' || c == '[') {
                    break;
                }
                bare.append(c);
            }
        }
        if (angles != 0) {
            // An operator, such as operator<; or nothing that could be understood.
            int operator = text.indexOf("operator");
            return operator >= 0 ? bare.substring(0, Math.min(bare.length(), operator + "operator".length())) : "";
        }
        String name = bare.toString().strip();
        return RETURNED.matcher(name).replaceFirst("");
    }
}
