package org.openvz.vzstats.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names a {@link Transport} service. The outbox remembers by this name who has which report. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface TransportName {

    /** The service property this annotation becomes. */
    String PROPERTY = "vzstats.transport.name";

    /** Makes {@code transport.name} the property {@value #PROPERTY}. */
    String PREFIX_ = "vzstats.";

    /** {@return the name, such as {@code http}: lower case letters, digits and dashes} */
    String value();
}
