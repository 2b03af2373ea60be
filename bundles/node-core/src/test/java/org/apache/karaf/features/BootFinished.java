package org.apache.karaf.features;

/** As Karaf's own, of which nothing but the name counts. */
public interface BootFinished {}
