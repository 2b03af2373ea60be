package org.openvz.vzstats.passive.downloads.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {

    @ParameterizedTest
    @CsvSource({
        "/virtuozzo/releases/openvz-7.0.21-9/x86_64/iso/openvz-iso-7.0.21-9.iso, image openvz 7.0.21-9 x86_64",
        "/kernel/branches/rhel6-2.6.32/042stab145.3/vzkernel-2.6.32-042stab145.3.x86_64.rpm, update vzkernel 2.6.32-042stab145.3 x86_64",
        "/utils/vzctl/4.11.1/vzctl-4.11.1-1.i386.rpm, update vzctl 4.11.1-1 i386",
        "/template/precreated/centos-7-x86_64.tar.gz, template centos 7 x86_64",
        "/template/precreated/ubuntu-16.04-x86_64-minimal.tar.gz, template ubuntu 16.04 x86_64",
        "/virtuozzo/releases/openvz-7.0.21/x86_64/os/Packages/p/prl-disp-7.rpm, update openvz 7.0.21 x86_64",
    })
    void theRulesThatAreShippedKnowTheseFiles(String path, String item) throws IOException {
        Properties shipped = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("../../config/org.openvz.vzstats.passive.cfg"))) {
            shipped.load(file);
        }
        Map<String, String> properties = new TreeMap<>();
        shipped.forEach((key, value) -> properties.put(String.valueOf(key), String.valueOf(value)));
        Rules rules = Rules.parse(properties, properties.getOrDefault("robots", ""));
        assertEquals(
                item,
                rules.item(path)
                        .map(one -> String.join(" ", one.kind(), one.product(), one.version(), one.architecture()))
                        .orElse("nothing"));
        assertTrue(rules.isRobot("Googlebot/2.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "image openvz",
                "film openvz /iso/*.iso",
                "image openvz iso/*.iso",
                "image OpenVZ /iso/*.iso",
                "image {product} /iso/*.iso",
                "image openvz /{product}/*.iso",
                "image openvz /{version}/{version}.iso",
                "image openvz /{owner}/*.iso",
                "image openvz /iso/{version",
                "image openvz /*/*/*/*/*.iso",
            })
    void whatIsNoRuleIsToldByItsKey(String written) {
        IllegalArgumentException told =
                assertThrows(IllegalArgumentException.class, () -> Rule.parse("rule.7", written));
        assertTrue(String.valueOf(told.getMessage()).startsWith("rule.7: "), told.getMessage());
    }

    @Test
    void aHostilePathIsDoneWithSoon() {
        Rule rule = Rule.parse("rule.1", "image openvz /**/{version}**1**x*.iso");
        String path = "/" + "1/x1".repeat(125);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertTrue(rule.match(path).isEmpty()));
    }
}
