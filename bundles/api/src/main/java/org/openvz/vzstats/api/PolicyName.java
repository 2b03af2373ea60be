package org.openvz.vzstats.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names an {@link OptOutPolicy} service: what the owner reads when the policy decides, or when it does not answer. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PolicyName {

    /** The service property this annotation becomes. */
    String PROPERTY = "vzstats.policy.name";

    /** Makes {@code policy.name} the property {@value #PROPERTY}. */
    String PREFIX_ = "vzstats.";

    /** {@return the name, such as {@code fleet}: lower case letters, digits and dashes} */
    String value();
}
