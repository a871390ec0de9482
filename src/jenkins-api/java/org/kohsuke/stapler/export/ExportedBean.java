package org.kohsuke.stapler.export;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Target({ElementType.TYPE})
public @interface ExportedBean {

    int defaultVisibility() default 1;
}
