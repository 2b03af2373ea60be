package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;

/** A server by HTTPS, configured as the README says, with a key of its own. */
final class Tls {

    private static final String PAX_WEB = "org.ops4j.pax.web";
    private static final String PASSWORD = "zq-changeit";

    private final SSLContext context;

    private Tls(SSLContext context) {
        this.context = context;
    }

    /** Makes a key, and has a server that is not started yet use it. */
    static Tls configure(KarafProcess server, int port) throws Exception {
        Path store = server.home().resolve("etc/keystore.p12");
        make(store);
        server.configure(PAX_WEB, "org.osgi.service.http.secure.enabled", "true")
                .configure(PAX_WEB, "org.osgi.service.http.port.secure", Integer.toString(port))
                .configure(PAX_WEB, "org.ops4j.pax.web.ssl.keystore", "${karaf.etc}/keystore.p12")
                .configure(PAX_WEB, "org.ops4j.pax.web.ssl.keystore.type", "PKCS12")
                .configure(PAX_WEB, "org.ops4j.pax.web.ssl.keystore.password", PASSWORD)
                .configure(PAX_WEB, "org.ops4j.pax.web.ssl.key.password", PASSWORD);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return new Tls(context);
    }

    /** {@return who trusts this server, and no other} */
    SSLContext context() {
        return context;
    }

    /** {@return the server by HTTPS} */
    ServerClient client(int port) {
        return new ServerClient(
                port, "https", HttpClient.newBuilder().sslContext(context).build());
    }

    private static void make(Path store) throws Exception {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.command()
                .addAll(List.of("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=stats.example.org"));
        keytool.command().addAll(List.of("-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "2"));
        keytool.command()
                .addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = keytool.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
