package org.openvz.vzstats.web.internal;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads pages, which are well-formed XML besides. */
final class Pages {

    private Pages() {}

    static Document parsed(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        String xml = page.replaceFirst("^<!DOCTYPE html>\n", "");
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    /** {@return the first element of a name that has this value of an attribute} */
    static Element one(Node within, String name, String attribute, String value) {
        NodeList all = within instanceof Document page
                ? page.getElementsByTagName(name)
                : ((Element) within).getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element
                    && element.getAttribute(attribute).equals(value)) {
                return element;
            }
        }
        throw new AssertionError("no " + name + " with " + attribute + "=" + value);
    }

    static List<String> ids(Document page) {
        List<String> ids = new ArrayList<>();
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element && element.hasAttribute("id")) {
                ids.add(element.getAttribute("id"));
            }
        }
        return ids;
    }
}
