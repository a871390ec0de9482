package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.plan.Plan;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names rollouts that nobody has named: {@code billing-4.2.0-20260101-120000}. */
public final class RolloutNames {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int LONGEST_BASE = 70;

    private RolloutNames() {}

    /** A name that no rollout of the ledger has: letters, digits, dots, dashes and underscores, at most 100. */
    public static String unused(Ledger ledger, Plan plan, Instant at) {
        String action =
                switch (plan.action()) {
                    case DEPLOY -> "";
                    case ROLLBACK -> "-rollback";
                };
        String base = (plan.service() + "-" + plan.version() + action).replaceAll("[^A-Za-z0-9._-]+", "_");
        if (!Character.isLetterOrDigit(base.charAt(0))) {
            base = "r" + base;
        }
        base = base.substring(0, Math.min(base.length(), LONGEST_BASE)) + "-" + STAMP.format(at);
        String candidate = base;
        for (int i = 2; exists(ledger, candidate); i++) {
            candidate = base + "-" + i;
        }
        return candidate;
    }

    private static boolean exists(Ledger ledger, String id) {
        return DriverLock.isTaken(ledger, id)
                || ledger.rollouts().stream().anyMatch(rollout -> rollout.id().equals(id));
    }
}
