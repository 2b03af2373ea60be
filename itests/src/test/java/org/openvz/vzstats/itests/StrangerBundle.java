package org.openvz.vzstats.itests;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes a bundle of a package that is not ours, as an integrator's build would: with bnd, from annotations. */
final class StrangerBundle {

    private static final File CLASSES = new File("target/test-classes");

    /** As jars, and as the build's own directories. */
    private static final List<String> APIS = List.of(
            "org.openvz.vzstats.api",
            "bundles" + File.separator + "api",
            "org.openvz.vzstats.server.api",
            "server-bundles" + File.separator + "server-api");

    private StrangerBundle() {}

    /**
     * Makes a bundle.
     *
     * @param packageName whose classes go into it
     * @param files name in the jar to text, such as a metrics file
     */
    static Path make(Path jar, String packageName, Map<String, String> files) throws Exception {
        Files.createDirectories(jar.getParent());
        try (Builder builder = new Builder()) {
            builder.addClasspath(CLASSES);
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (APIS.stream().anyMatch(entry::contains)) {
                    builder.addClasspath(new File(entry));
                }
            }
            builder.setProperty("Bundle-SymbolicName", packageName);
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.setProperty("Private-Package", packageName);
            builder.setProperty("Import-Package", "!org.jspecify.annotations,*");
            builder.setProperty("-noimportjava", "true");
            try (Jar built = builder.build()) {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    built.putResource(file.getKey(), new EmbeddedResource(file.getValue(), 0L));
                }
                if (files.containsKey("metrics.yaml")) {
                    // Of a collector the annotation does it.
                    built.getManifest().getMainAttributes().putValue("Vzstats-Metrics", "metrics.yaml");
                }
                if (!builder.getErrors().isEmpty()) {
                    throw new IllegalStateException(builder.getErrors().toString());
                }
                // Moved into place whole: Karaf may be watching the directory.
                Path unfinished = jar.resolveSibling(jar.getFileName() + ".unfinished");
                built.write(unfinished.toFile());
                Files.move(unfinished, jar);
            }
        }
        return jar;
    }
}
