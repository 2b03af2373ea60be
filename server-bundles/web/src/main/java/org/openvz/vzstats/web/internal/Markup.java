package org.openvz.vzstats.web.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A piece of a page. Text is escaped where it is written, so there is no way to put any in that is not. */
sealed interface Markup {

    /** Writes it as HTML, which is XML as well. */
    void to(StringBuilder out);

    /** {@return a text} */
    static Markup text(String text) {
        return new Text(text);
    }

    /** {@return an element, still empty} */
    static Element element(String name) {
        return new Element(name);
    }

    /** {@return an element with a text in it} */
    static Element element(String name, String text) {
        return new Element(name).and(text);
    }

    /** {@return an element of a class of the style sheet} */
    static Element styled(String name, String styles) {
        return new Element(name).with("class", styles);
    }

    /** {@return the text of a whole document} */
    default byte[] document(String prologue) {
        StringBuilder out = new StringBuilder(1 << 14).append(prologue);
        to(out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Characters. */
    record Text(String text) implements Markup {

        @Override
        public void to(StringBuilder out) {
            escape(text, out);
        }

        static void escape(String text, StringBuilder out) {
            for (int i = 0; i < text.length(); ) {
                int c = text.codePointAt(i);
                switch (c) {
                    case '&' -> out.append("&amp;");
                    case '<' -> out.append("&lt;");
                    case '>' -> out.append("&gt;");
                    case '"' -> out.append("&quot;");
                    case '\'' -> out.append("&#39;");
                    default -> out.appendCodePoint(isPlain(c) ? c : '\uFFFD');
                }
                i += Character.charCount(c);
            }
        }

        /** Neither what HTML has no place for, nor what turns the direction of the text around it. */
        private static boolean isPlain(int c) {
            if (c >= ' ' && c < 0x7f) {
                return true;
            }
            return switch (Character.getType(c)) {
                case Character.CONTROL -> c == '\n' || c == '\t';
                case Character.FORMAT -> c == 0xad;
                case Character.SURROGATE, Character.UNASSIGNED -> false;
                default -> true;
            };
        }
    }

    /** An element of HTML or SVG, while it is made. Names of elements and attributes are ours; values may be anything. */
    final class Element implements Markup {

        private static final Set<String> VOID = Set.of("br", "hr", "input", "link", "meta");

        private final String name;
        private final StringBuilder attributes = new StringBuilder();
        private final List<Markup> children = new ArrayList<>();

        private Element(String name) {
            this.name = name;
        }

        Element with(String attribute, String value) {
            attributes.append(' ').append(attribute).append("=\"");
            Text.escape(value, attributes);
            attributes.append('"');
            return this;
        }

        Element with(String attribute, long value) {
            return with(attribute, Long.toString(value));
        }

        /** An attribute that says something by being there. */
        Element with(String attribute) {
            return with(attribute, "");
        }

        Element with(boolean there, String attribute, String value) {
            return there ? with(attribute, value) : this;
        }

        Element and(String text) {
            children.add(new Text(text));
            return this;
        }

        Element and(Markup... more) {
            children.addAll(List.of(more));
            return this;
        }

        Element and(List<? extends Markup> more) {
            children.addAll(more);
            return this;
        }

        @Override
        public void to(StringBuilder out) {
            out.append('<').append(name).append(attributes);
            if (VOID.contains(name)) {
                out.append("/>");
                return;
            }
            out.append('>');
            children.forEach(child -> child.to(out));
            out.append("</").append(name).append('>');
        }
    }
}
