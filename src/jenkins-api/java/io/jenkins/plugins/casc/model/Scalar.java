package io.jenkins.plugins.casc.model;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
public final class Scalar implements CNode, CharSequence {

    public Scalar(String value) {}

    @Override
    public CNode.Type getType() {
        throw new UnsupportedOperationException();
    }

    public String getValue() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int length() {
        throw new UnsupportedOperationException();
    }

    @Override
    public char charAt(int number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CharSequence subSequence(int number, int number2) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Source getSource() {
        throw new UnsupportedOperationException();
    }

    public void setPrintableWhenEmpty(boolean flag) {
        throw new UnsupportedOperationException();
    }
}
