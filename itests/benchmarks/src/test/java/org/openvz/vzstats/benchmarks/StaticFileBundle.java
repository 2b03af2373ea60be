package org.openvz.vzstats.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle without code that has the server's Jetty serve files of its own, as the HTTP whiteboard offers it to everybody. */
final class StaticFileBundle {

    /** Where the files are. */
    static final String PATH = "/static/";

    private static final String COMPONENT =
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="static-files" immediate="true">
              <implementation class="java.lang.Object"/>
              <service><provide interface="java.lang.Object"/></service>
              <property name="osgi.http.whiteboard.resource.pattern" value="/static/*"/>
              <property name="osgi.http.whiteboard.resource.prefix" value="/files"/>
            </scr:component>
            """;

    private StaticFileBundle() {}

    /** Writes it, whole at once: who watches the directory must not find a half. */
    static void write(Path directory, String name, byte[] content) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "static-files");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Service-Component", "OSGI-INF/files.xml");
        Path half = directory.resolve("../static-files.half").normalize();
        try (OutputStream file = Files.newOutputStream(half);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            entries.putNextEntry(new ZipEntry("OSGI-INF/files.xml"));
            entries.write(COMPONENT.getBytes(StandardCharsets.UTF_8));
            entries.putNextEntry(new ZipEntry("files/" + name));
            entries.write(content);
        }
        Files.move(half, directory.resolve("static-files.jar"), StandardCopyOption.ATOMIC_MOVE);
    }
}
