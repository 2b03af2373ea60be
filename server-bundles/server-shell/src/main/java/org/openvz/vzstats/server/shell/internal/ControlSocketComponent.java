package org.openvz.vzstats.server.shell.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.openvz.vzstats.shell.control.ControlSocket;
import org.openvz.vzstats.shell.control.ShellCommands;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What {@code bin/vzstats-server} speaks to, as long as there is a shell to run its commands. */
@Component(
        service = {},
        immediate = true)
public final class ControlSocketComponent {

    private static final Set<String> COMMANDS =
            Set.of("status", "inbox", "quarantine", "crashes", "replay", "release", "retention", "erase");

    private final ControlSocket socket;

    /** Opens the socket in the server's directory. */
    @Activate
    public ControlSocketComponent(BundleContext context, @Reference SessionFactory shell) throws IOException {
        String karaf = context.getProperty("karaf.data");
        Path directory = karaf == null ? context.getDataFile("control").toPath() : Path.of(karaf, "vzstats");
        // A node may be in the same Karaf, and has a socket of its own.
        socket = new ControlSocket(
                directory, "server-control", COMMANDS, new ShellCommands(shell, "vzstats-server", "server"));
    }

    @Deactivate
    void close() throws IOException {
        socket.close();
    }
}
