package com.example.carrier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.TransportName;
import org.osgi.service.component.annotations.Component;

/** A stranger's transport: leaves each report in a directory, under its id. */
@Component
@TransportName("carrier")
public final class CarrierTransport implements Transport {

    @Override
    public Delivery deliver(Report report) throws IOException {
        Path directory = Files.createDirectories(Path.of(System.getProperty("karaf.data"), "carrier"));
        Files.write(directory.resolve(report.id() + ".tar.gz"), report.packed());
        return new Delivery.Accepted("carried");
    }
}
