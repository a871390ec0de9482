package io.jenkins.plugins.casc;

import io.jenkins.plugins.casc.model.CNode;
import java.util.Set;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
public interface Configurator<T> {

    Class<T> getTarget();

    Set<Attribute<T, ?>> describe();

    T configure(CNode cnode, ConfigurationContext configurationContext) throws ConfiguratorException;

    T check(CNode cnode, ConfigurationContext configurationContext) throws ConfiguratorException;

    default CNode describe(T value, ConfigurationContext configurationContext) throws Exception {
        throw new UnsupportedOperationException();
    }
}
