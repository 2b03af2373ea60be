package com.example.weather;

import java.io.IOException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.service.component.annotations.Component;

/** A stranger's collector: no code of ours knows it. */
@Component
@CollectorName("weather")
public final class WeatherCollector implements Collector {

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        section.text("weather.sky", "cloudy")
                .quantity("weather.temperature", 17)
                .count("weather.clouds", "cumulus", 3)
                .count("weather.clouds", "of my own", 1)
                .text("weather.place", "10.1.2.3");
    }
}
