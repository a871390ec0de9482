package io.jenkins.plugins.rollout.jenkins.page;

import io.jenkins.plugins.rollout.jenkins.drive.RolloutPageButton;

/** A button as Jelly shows it, with its address relative to the build's. */
public record PageButton(RolloutPageButton button, String address) {
    public String getLabel() {
        return button.label();
    }

    public String getSymbol() {
        return button.symbol();
    }

    public String getAddress() {
        return address;
    }

    public boolean isPrimary() {
        return button.isPrimary();
    }
}
