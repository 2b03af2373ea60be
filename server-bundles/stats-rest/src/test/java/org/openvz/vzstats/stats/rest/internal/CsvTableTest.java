package org.openvz.vzstats.stats.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTableTest {

    @Test
    void aTotalWhereThereIsOne() {
        assertEquals(
                "value,nodes,share,total\r\nssd,7,0.0001,19\r\nother,,,\r\n",
                CsvTable.of("{\"cells\":[{\"value\":\"ssd\",\"nodes\":7,\"share\":1.0E-4,\"total\":19},"
                        + "{\"value\":\"other\",\"nodes\":null}]}"));
    }

    @Test
    void quotesAndFormulas() {
        assertEquals(
                "value,nodes,share\r\n"
                        + "\"a,b\",1,1\r\n"
                        + "\"a \"\"b\"\"\",1,1\r\n"
                        + "\"a\nb\",1,1\r\n"
                        + "'=1+1,1,1\r\n"
                        + "'+1,1,1\r\n"
                        + "'-1,1,1\r\n"
                        + "\"'@SUM(A1,A2)\",1,1\r\n"
                        + "0-31,1,1\r\n",
                CsvTable.of("{\"cells\":["
                        + cell("a,b")
                        + ","
                        + cell("a \\\"b\\\"")
                        + ","
                        + cell("a\\nb")
                        + ","
                        + cell("=1+1")
                        + ","
                        + cell("+1")
                        + ","
                        + cell("-1")
                        + ","
                        + cell("@SUM(A1,A2)")
                        + ","
                        + cell("0-31")
                        + "]}"));
    }

    private static String cell(String value) {
        return "{\"value\":\"" + value + "\",\"nodes\":1,\"share\":1}";
    }
}
