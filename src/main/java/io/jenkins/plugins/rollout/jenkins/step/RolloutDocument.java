package io.jenkins.plugins.rollout.jenkins.step;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code planRollout} was called with, in the shape of a rollout file. */
final class RolloutDocument {
    private RolloutDocument() {}

    static Map<String, Object> of(PlanRolloutStep step) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("service", step.getService());
        SpecText.putUnlessEmpty(document, "artifact", step.getArtifact());
        document.put("environments", listed(step.getEnvironments()));
        document.put("customers", customers(step.getCustomers()));
        if (!isNothing(step.getWhere())) {
            document.put("where", step.getWhere());
        }
        if (!isNothing(step.getRings())) {
            document.put("rings", listed(step.getRings()));
        }
        StrategyDescription strategy = step.getStrategy();
        document.put("strategy", (strategy == null ? new AllAtOnceStrategy() : strategy).section());
        Map<String, Object> gate = CheckDescription.gate(step.getChecks(), step.getSamples(), step.getInterval());
        if (!gate.isEmpty()) {
            document.put("gate", gate);
        }
        document.put("promotion", step.getPromotion());
        if (step.isFourEyes()) {
            document.put("fourEyes", true);
        }
        return document;
    }

    private static Object customers(Object customers) {
        return customers.equals("all") || customers instanceof Map ? customers : listed(customers);
    }

    private static Object listed(Object value) {
        return value instanceof Collection || value instanceof Map ? value : List.of(value);
    }

    private static boolean isNothing(Object value) {
        return Map.of().equals(value) || List.of().equals(value);
    }
}
