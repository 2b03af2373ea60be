package org.openvz.vzstats.node.web.internal;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page, parsed: it is well-formed but for the elements that HTML does not close. */
record Html(Document document) {

    static Html of(String page) throws Exception {
        String xml = page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<((?:meta|link|input|br)\\b[^>]*)>", "<$1/>");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return new Html(factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))));
    }

    List<Element> all(String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    Optional<Element> withId(String id) {
        return all("*").stream()
                .filter(one -> one.getAttribute("id").equals(id))
                .findFirst();
    }

    List<Element> of(String name, String style) {
        return all(name).stream()
                .filter(one -> List.of(one.getAttribute("class").split(" ", -1)).contains(style))
                .toList();
    }

    String text() {
        return document.getDocumentElement().getTextContent();
    }
}
