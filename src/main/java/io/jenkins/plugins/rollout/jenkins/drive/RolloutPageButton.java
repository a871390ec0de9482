package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.List;
import java.util.Optional;

/**
 * A button in the app bar of a rollout's page: a link to a form of its own. The page shows it to those who have the
 * permission on the build's job; the form checks it again. Ordered by the extension's ordinal, the highest first.
 */
public interface RolloutPageButton extends ExtensionPoint {
    /** A few words in the imperative, such as {@code Roll back}. */
    String label();

    /** A symbol's name, such as {@code symbol-arrow-undo-outline plugin-ionicons-api}. */
    String symbol();

    /** Who may press it. */
    Permission permission();

    /** Whether it is what a person is most likely here for; Jenkins shows such a button in its accent colour. */
    default boolean isPrimary() {
        return false;
    }

    /**
     * Where it leads, asked each time that the page is loaded.
     *
     * @param rollout as the ledger has it; not to be changed
     * @return an address relative to the build's, such as {@code rollback/?rollout=ID} with the id encoded; nothing
     *     where the button makes no sense now
     */
    Optional<String> address(Run<?, ?> build, Rollout rollout);

    /** The buttons that the current user may press. */
    static List<RolloutPageButton> allowed(Run<?, ?> build) {
        return ExtensionList.lookup(RolloutPageButton.class).stream()
                .filter(button -> build.getParent().hasPermission(Item.READ)
                        && build.getParent().hasPermission(button.permission()))
                .toList();
    }
}
