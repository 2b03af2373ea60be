package org.openvz.vzstats.ureport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An object as somebody gave it: of each value it is said by name, and not by what it is, that it is missing or of another type. */
final class Given {

    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64);
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,128}");

    private final JsonNode json;
    private final String path;

    Given(JsonNode json, String path) {
        this.json = json;
        this.path = path;
    }

    Given none() {
        return new Given(JsonNodeFactory.instance.objectNode(), path);
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    String text(String name) throws InvalidUReportException {
        JsonNode value = json.path(name);
        require(value.isTextual(), name, "a text");
        return value.textValue();
    }

    String textOr(String name, String otherwise) throws InvalidUReportException {
        return has(name) ? text(name) : otherwise;
    }

    /** {@return hex digits in lower case; empty if there are none} */
    String hex(String name) throws InvalidUReportException {
        String text = textOr(name, "");
        require(text.isEmpty() || HEX.matcher(text).matches(), name, "hex digits");
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    /** {@return a whole number from 0; one beyond 63 bits, as addresses of kernels are, as the most there can be} */
    long number(String name) throws InvalidUReportException {
        JsonNode value = json.path(name);
        boolean whole = value.isIntegralNumber()
                && value.bigIntegerValue().signum() >= 0
                && value.bigIntegerValue().compareTo(MOST) < 0;
        require(whole, name, "a whole number from 0");
        return value.canConvertToLong() ? value.longValue() : Long.MAX_VALUE;
    }

    long numberOr(String name, long otherwise) throws InvalidUReportException {
        return has(name) ? number(name) : otherwise;
    }

    boolean truth(String name) throws InvalidUReportException {
        require(json.path(name).isBoolean(), name, "true or false");
        return json.path(name).booleanValue();
    }

    boolean truthOr(String name, boolean otherwise) throws InvalidUReportException {
        return has(name) ? truth(name) : otherwise;
    }

    Given object(String name) throws InvalidUReportException {
        require(json.path(name).isObject(), name, "an object");
        return new Given(json.path(name), path + name + ".");
    }

    List<Given> list(String name, int least) throws InvalidUReportException {
        JsonNode value = json.path(name);
        require(value.isArray(), name, "a list");
        require(value.size() >= least, name, "a list that is not empty");
        List<Given> elements = new ArrayList<>();
        for (JsonNode element : value) {
            require(element.isObject(), name, "a list of objects");
            elements.add(new Given(element, path + name + "[]."));
        }
        return elements;
    }

    List<String> words(String name) throws InvalidUReportException {
        List<String> words = new ArrayList<>();
        if (has(name)) {
            require(json.path(name).isArray(), name, "a list");
            for (JsonNode element : json.path(name)) {
                require(element.isTextual(), name, "a list of texts");
                words.add(element.textValue());
            }
        }
        return words;
    }

    void require(boolean good, String name, String what) throws InvalidUReportException {
        if (!good) {
            throw new InvalidUReportException(path + name + " must be " + what);
        }
    }
}
