package org.openvz.vzstats.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Header;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names the topic that a {@link Collector} service reads; the same name as in its metrics file. bnd sees this annotation and announces
 * the {@code metrics.yaml} at the root of the bundle in its manifest.
 */
@Header(name = "Vzstats-Metrics", value = "metrics.yaml")
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CollectorName {

    /** The service property this annotation becomes. */
    String PROPERTY = "vzstats.collector.name";

    /** Makes {@code collector.name} the property {@value #PROPERTY}. */
    String PREFIX_ = "vzstats.";

    /** {@return the topic, such as {@code disk}: lower case letters, digits and dashes} */
    String value();
}
