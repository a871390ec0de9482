package io.jenkins.plugins.casc.model;

import java.util.ArrayList;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
public final class Sequence extends ArrayList<CNode> implements CNode {

    public Sequence() {}

    @Override
    public CNode.Type getType() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Source getSource() {
        throw new UnsupportedOperationException();
    }
}
