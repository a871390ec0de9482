package io.jenkins.plugins.casc;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
@SuppressWarnings("rawtypes")
public class Attribute<Owner, Type> {

    public Attribute(String name, Class type) {}
}
