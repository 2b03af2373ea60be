package org.openvz.vzstats.collector.clusters.internal;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** How often the elements of an XML document occur. Nothing else of it is kept. */
final class Elements {

    /** Deeper is no configuration. */
    private static final int MAX_DEPTH = 64;

    private final Map<String, Long> byParent = new HashMap<>();
    private final Map<String, Long> byType = new HashMap<>();

    private Elements() {}

    /** {@return the elements; empty if it is no XML in whole} */
    static Optional<Elements> of(String xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            Elements elements = new Elements();
            String[] path = new String[MAX_DEPTH + 1];
            int depth = 0;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (depth == MAX_DEPTH) {
                        return Optional.empty();
                    }
                    String name = reader.getLocalName();
                    elements.add(depth == 0 ? "" : path[depth - 1], name, reader.getAttributeValue(null, "type"));
                    path[depth++] = name;
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
            return Optional.of(elements);
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    /** {@return how many there are right beneath such a parent} */
    long count(String parent, String name) {
        return byParent.getOrDefault(parent + "/" + name, 0L);
    }

    /** {@return how many there are with such an attribute {@code type}} */
    long countOfType(String name, String type) {
        return byType.getOrDefault(name + "/" + type, 0L);
    }

    private void add(String parent, String name, @Nullable String type) {
        byParent.merge(parent + "/" + name, 1L, Long::sum);
        if (type != null) {
            byType.merge(name + "/" + type, 1L, Long::sum);
        }
    }
}
