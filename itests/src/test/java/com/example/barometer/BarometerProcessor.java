package com.example.barometer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ProcessorFor;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.UnprocessableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A stranger's processor: makes a word of a number that no metrics file defines. Its bundle says from where on the pressure is high. */
@Component
@ProcessorFor("barometer")
public final class BarometerProcessor implements Processor {

    private static final Pattern PRESSURE = Pattern.compile("\"barometer\\.hectopascal\"\\s*:\\s*(\\d{3,4})\\b");

    private final int high;

    /** Reads what its bundle says. */
    @Activate
    public BarometerProcessor() throws IOException {
        try (InputStream text = Objects.requireNonNull(BarometerProcessor.class.getResourceAsStream("/high"))) {
            high = Integer.parseInt(new String(text.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Override
    public Observations process(ReceivedSection section) throws UnprocessableException {
        Matcher pressure = PRESSURE.matcher(section.content());
        if (!pressure.find()) {
            throw new UnprocessableException(UnprocessableException.MALFORMED);
        }
        String level = Integer.parseInt(pressure.group(1)) >= high ? "high" : "low";
        return new Observations(new TreeMap<>(Map.of("barometer.level", new TreeMap<>(Map.of(level, 1L)))));
    }
}
