package org.openvz.vzstats.collector.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyValuesTest {

    @Test
    void readsAssignmentsAsAShellDoes() {
        assertEquals(
                Map.of(
                        "ID", "debian",
                        "NAME", "Debian GNU/Linux",
                        "SINGLE", "a \\ b",
                        "ESCAPED", "a\"b\\n$c",
                        "JOINED", "ab c",
                        "BLANK", "",
                        "TRAILED", "yes",
                        "DISK_QUOTA", "no"),
                KeyValues.assignments(
                        """
                        # comment=no
                        ID=debian
                        NAME="Debian GNU/Linux"
                        SINGLE='a \\ b'
                        ESCAPED="a\\"b\\n\\$c"
                        JOINED=a"b "c
                        BLANK=
                          TRAILED=yes # why
                        DISK_QUOTA=yes
                        DISK_QUOTA=no
                        OPEN="never closed
                        ENDS=with\\
                        2ND=no
                        not an assignment
                        =nothing
                        """));
    }

    @Test
    void readsBlocks() {
        assertEquals(
                List.of(Map.of("processor", "0", "model name", "A: B", "flags", ""), Map.of("processor", "1")),
                KeyValues.blocks(
                        """
                        processor\t: 0
                        processor\t: 7
                        model name\t: A: B
                        flags\t\t:


                        processor\t: 1
                        no colon
                        : no key
                        """));
        assertEquals(List.of(), KeyValues.blocks("\n\nnothing\n"));
        assertEquals(List.of(Map.of("MemTotal", "24684084 kB")), KeyValues.blocks("MemTotal:       24684084 kB"));
    }
}
