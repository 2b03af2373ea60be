package org.openvz.vzstats.node.web.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A piece of a page. Text is escaped where it is written, so there is no way to put any in that is not. */
sealed interface Markup {

    /** Writes it as HTML. */
    void to(StringBuilder out);

    /** {@return a text} */
    static Markup text(String text) {
        return new Text(text);
    }

    /** {@return an element with these in it} */
    static Element element(String name, Markup... children) {
        return new Element(name, Map.of(), List.of(children));
    }

    /** {@return an element with a text in it} */
    static Element element(String name, String text) {
        return element(name, text(text));
    }

    /** Characters. */
    record Text(String text) implements Markup {

        @Override
        public void to(StringBuilder out) {
            text.codePoints().forEach(c -> {
                switch (c) {
                    case '&' -> out.append("&amp;");
                    case '<' -> out.append("&lt;");
                    case '>' -> out.append("&gt;");
                    case '"' -> out.append("&quot;");
                    case '\'' -> out.append("&#39;");
                    default -> out.appendCodePoint(isPlain(c) ? c : '\uFFFD');
                }
            });
        }

        /** Neither what HTML has no place for, nor what turns the direction of the text around it. */
        private static boolean isPlain(int c) {
            return switch (Character.getType(c)) {
                case Character.CONTROL -> c == '\n' || c == '\t';
                case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
                default -> true;
            };
        }
    }

    /**
     * An element.
     *
     * @param name of HTML or SVG
     * @param attributes their names are ours, their values may be anything
     */
    record Element(String name, Map<String, String> attributes, List<Markup> children) implements Markup {

        private static final Set<String> VOID = Set.of("br", "input", "link", "meta");

        /** Keeps copies. */
        public Element {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            children = List.copyOf(children);
        }

        Element with(String attribute, String value) {
            Map<String, String> more = new LinkedHashMap<>(attributes);
            more.put(attribute, value);
            return new Element(name, more, children);
        }

        Element of(String styles) {
            return with("class", styles);
        }

        Element and(Markup... more) {
            return and(List.of(more));
        }

        Element and(List<? extends Markup> more) {
            List<Markup> all = new ArrayList<>(children);
            all.addAll(more);
            return new Element(name, attributes, all);
        }

        @Override
        public void to(StringBuilder out) {
            out.append('<').append(name);
            attributes.forEach((attribute, value) -> {
                out.append(' ').append(attribute).append("=\"");
                new Text(value).to(out);
                out.append('"');
            });
            out.append('>');
            if (!VOID.contains(name)) {
                children.forEach(child -> child.to(out));
                out.append("</").append(name).append('>');
            }
        }
    }
}
