package io.jenkins.plugins.rollout.jenkins.request;

import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutPageButton;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.Optional;

/** The ways from a rollout's page to the forms of this package. */
final class Buttons {
    private Buttons() {}

    private static String address(String form, Rollout rollout) {
        return form + "/?rollout=" + Util.rawEncode(rollout.id());
    }

    /** Leads to the answer of a rollout that waits for a person. */
    @Extension(ordinal = 30)
    public static final class Approve implements RolloutPageButton {
        @Override
        public String label() {
            return "Approve or abort";
        }

        @Override
        public String symbol() {
            return "symbol-play";
        }

        @Override
        public Permission permission() {
            return RolloutPermissions.APPROVE;
        }

        @Override
        public boolean isPrimary() {
            return true;
        }

        @Override
        public Optional<String> address(Run<?, ?> build, Rollout rollout) {
            return rollout.finished().isEmpty() ? Optional.of(Buttons.address("approval", rollout)) : Optional.empty();
        }
    }

    /** Leads to taking back what a rollout brought. */
    @Extension(ordinal = 20)
    public static final class RollBack implements RolloutPageButton {
        @Override
        public String label() {
            return Kind.ROLLBACK.label();
        }

        @Override
        public String symbol() {
            return Kind.ROLLBACK.symbol();
        }

        @Override
        public Permission permission() {
            return RolloutPermissions.ROLL_BACK;
        }

        @Override
        public Optional<String> address(Run<?, ?> build, Rollout rollout) {
            return offered(Kind.ROLLBACK, rollout);
        }
    }

    /** Leads to bringing a rollout's release again. */
    @Extension(ordinal = 10)
    public static final class Redeploy implements RolloutPageButton {
        @Override
        public String label() {
            return Kind.REDEPLOY.label();
        }

        @Override
        public String symbol() {
            return Kind.REDEPLOY.symbol();
        }

        @Override
        public Permission permission() {
            return RolloutPermissions.ROLL_BACK;
        }

        @Override
        public Optional<String> address(Run<?, ?> build, Rollout rollout) {
            return offered(Kind.REDEPLOY, rollout);
        }
    }

    /** While it has not ended, it holds its instances itself; and a rollback brought nothing of its own. */
    private static Optional<String> offered(Kind kind, Rollout rollout) {
        return rollout.finished().isPresent() && rollout.plan().action() == Action.DEPLOY
                ? Optional.of(address(kind.word(), rollout))
                : Optional.empty();
    }
}
