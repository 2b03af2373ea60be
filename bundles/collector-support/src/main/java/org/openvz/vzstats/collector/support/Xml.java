package org.openvz.vzstats.collector.support;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of an XML document, by local names; of no document types and no entities but the five of XML. */
public final class Xml {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 20_000;

    private static final Xml NONE = new Xml("", Map.of());

    private final String name;
    private final Map<String, String> attributes;
    private final List<Xml> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private Xml(String name, Map<String, String> attributes) {
        this.name = name;
        this.attributes = attributes;
    }

    /** {@return the root element; empty if the text is no document, or larger than any configuration} */
    public static Optional<Xml> parse(String document) {
        // The one of the JDK, whatever else a container offers.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
            try {
                return root(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // The parser of the JDK also throws what it does not declare. By contract the same as nothing said.
            return Optional.empty();
        }
    }

    public String name() {
        return name;
    }

    /** {@return the text directly in it, without blanks around} */
    public String text() {
        return text.toString().strip();
    }

    /** {@return the value; empty text if there is no such attribute} */
    public String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }

    /** {@return the first child of this name; one without anything if there is none} */
    public Xml child(String childName) {
        return children.stream()
                .filter(child -> child.name.equals(childName))
                .findFirst()
                .orElse(NONE);
    }

    public List<Xml> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    public boolean has(String childName) {
        return child(childName) != NONE;
    }

    /** {@return this element and all beneath it, in the order of the document} */
    public Stream<Xml> all() {
        List<Xml> all = new ArrayList<>();
        Deque<Xml> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Xml element = open.pop();
            all.add(element);
            for (int last = element.children.size() - 1; last >= 0; last--) {
                open.push(element.children.get(last));
            }
        }
        return all.stream();
    }

    private static Optional<Xml> root(XMLStreamReader reader) throws XMLStreamException {
        Deque<Xml> open = new ArrayDeque<>();
        Optional<Xml> root = Optional.empty();
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() == MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                        return Optional.empty();
                    }
                    Xml element = new Xml(reader.getLocalName(), attributes(reader));
                    Xml parent = open.peek();
                    if (parent == null) {
                        root = Optional.of(element);
                    } else {
                        parent.children.add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    Xml element = open.peek();
                    if (element != null) {
                        element.text.append(reader.getText());
                    }
                }
                default -> {}
            }
        }
        return root;
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }
}
