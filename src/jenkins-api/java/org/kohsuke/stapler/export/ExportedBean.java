package org.kohsuke.stapler.export;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jvnet.hudson.annotation_indexer.Indexed;

/** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Target({ElementType.TYPE})
@Indexed
public @interface ExportedBean {

    int defaultVisibility() default 1;
}
