package io.jenkins.plugins.casc.impl.attributes;

import io.jenkins.plugins.casc.Attribute;
import java.util.Collection;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
@SuppressWarnings("rawtypes")
public class MultivaluedAttribute<Owner, Type> extends Attribute<Owner, Collection<Type>> {

    public MultivaluedAttribute(String name, Class type) {
        super(null, null);
    }
}
