package org.openvz.vzstats.collector.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @Test
    void readsANumberInRange() {
        assertEquals(OptionalLong.of(0), Numbers.parse("0", 10));
        assertEquals(OptionalLong.of(10), Numbers.parse(" 10\n", 10));
        assertEquals(OptionalLong.of(7), Numbers.parse("007", 10));
        assertEquals(OptionalLong.of(999_999_999_999_999_999L), Numbers.parse("999999999999999999", Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1", "1 2", "1.0", "0x1", "1e3", "11", "9223372036854775808", "١", "ten"})
    void whatIsNoneIsAbsent(String text) {
        assertEquals(OptionalLong.empty(), Numbers.parse(text, 10));
    }
}
