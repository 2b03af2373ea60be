package org.openvz.vzstats.rest.support.internal;

import java.util.Enumeration;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** A servlet's configuration that keeps CXF from showing a page of its own, beneath every address, to whoever asks for {@code services}. */
public final class HiddenServiceList implements ServletConfig {

    private static final String HIDE = "hide-service-list-page";

    private final ServletConfig config;

    /** Adds to a configuration. */
    public HiddenServiceList(ServletConfig config) {
        this.config = config;
    }

    @Override
    public String getServletName() {
        return config.getServletName();
    }

    @Override
    public ServletContext getServletContext() {
        return config.getServletContext();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
        return name.equals(HIDE) ? "true" : config.getInitParameter(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        return config.getInitParameterNames();
    }
}
