package io.jenkins.plugins.casc.model;

import io.jenkins.plugins.casc.ConfiguratorException;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
public interface CNode {

    CNode.Type getType();

    default Scalar asScalar() throws ConfiguratorException {
        throw new UnsupportedOperationException();
    }

    Source getSource();

    /** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
    enum Type {
        MAPPING,
        SEQUENCE,
        SCALAR;
    }
}
