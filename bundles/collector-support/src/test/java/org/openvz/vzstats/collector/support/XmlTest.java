package org.openvz.vzstats.collector.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {

    @Test
    void anElementHasWhatIsInIt() {
        Xml cluster = Xml.parse(
                        "<c:cluster xmlns:c='urn:c' size=' 2 '> <node/>text<node id='b'><!-- no --></node></c:cluster>")
                .orElseThrow();
        assertEquals("cluster", cluster.name());
        assertEquals(" 2 ", cluster.attribute("size"));
        assertEquals("text", cluster.text());
        assertEquals(2, cluster.children("node").size());
        assertTrue(cluster.has("node"));
        assertFalse(cluster.has("vm"));
        assertEquals("", cluster.child("vm").child("id").attribute("name"));
    }

    @Test
    void allAreInTheOrderOfTheDocument() {
        Xml root = Xml.parse("<a><b><c/></b><d/></a>").orElseThrow();
        assertEquals(List.of("a", "b", "c", "d"), root.all().map(Xml::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no XML",
                "<a><b>",
                "<a></b>",
                "<a/><b/>",
                "<?xml version='1.0' encoding='zq-1'",
                "<?xml version='7'?><a/>",
                "<a b='1' b='2'/>",
                "<z:a/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<a>\u0000</a>",
                "<a>&#xFFFFFFFFFF;</a>"
            })
    void whatIsNoDocumentIsNone(String text) {
        assertEquals(Optional.empty(), Xml.parse(text).map(Xml::name));
    }

    @Test
    void aDocumentTooDeepOrTooLongIsNone() {
        assertTrue(Xml.parse("<a>".repeat(64) + "</a>".repeat(64)).isPresent());
        assertFalse(Xml.parse("<a>".repeat(65) + "</a>".repeat(65)).isPresent());
        assertFalse(Xml.parse("<a>" + "<b/>".repeat(20_000) + "</a>").isPresent());
    }
}
