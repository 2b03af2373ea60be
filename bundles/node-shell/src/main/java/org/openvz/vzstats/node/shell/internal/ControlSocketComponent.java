package org.openvz.vzstats.node.shell.internal;

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

/** The control socket, as long as there is a shell to run its commands. */
@Component(
        service = {},
        immediate = true)
public final class ControlSocketComponent {

    private static final Set<String> COMMANDS = Set.of(
            "status",
            "view",
            "preview",
            "report",
            "enable",
            "disable",
            "collectors",
            "explain",
            "diff",
            "accept",
            "history",
            "export",
            "forget");

    private final ControlSocket socket;

    /** Opens the socket in the node's directory. */
    @Activate
    public ControlSocketComponent(BundleContext context, @Reference SessionFactory shell) throws IOException {
        String karaf = context.getProperty("karaf.data");
        Path directory = karaf == null ? context.getDataFile("control").toPath() : Path.of(karaf, "vzstats");
        socket = new ControlSocket(directory, "control", COMMANDS, new ShellCommands(shell, "vzstats", "node"));
    }

    @Deactivate
    void close() throws IOException {
        socket.close();
    }
}
