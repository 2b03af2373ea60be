package org.openvz.vzstats.server.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Says which sections a {@link Processor} or {@link Translator} takes. One for a named collector goes before the one for {@link #ANY}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ProcessorFor {

    /** The service property this annotation becomes. */
    String PROPERTY = "vzstats.processor.for";

    /** Makes {@code processor.for} the property {@value #PROPERTY}. */
    String PREFIX_ = "vzstats.";

    /** Every section that no other processor takes. */
    String ANY = "*";

    /** {@return the collector's name, or {@value #ANY}} */
    String value();
}
