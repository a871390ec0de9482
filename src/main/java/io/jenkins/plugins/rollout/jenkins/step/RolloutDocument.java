package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code planRollout} was called with, in the shape of a rollout file. */
final class RolloutDocument {
    private RolloutDocument() {}

    /** @throws AbortException with every problem of what was asked for */
    static RolloutSpec spec(PlanRolloutStep step) throws AbortException {
        RolloutSpec spec;
        try {
            spec = SpecText.read(of(step));
        } catch (InvalidInputException e) {
            throw new AbortException(e.getMessage());
        }
        GateArguments.refuseBackground(spec.gate(), step.isFromAgent());
        if (!step.isFromAgent()) {
            GateArguments.refuseCommands(spec.gate(), "planRollout and in healthGate");
        }
        return spec;
    }

    /** @throws AbortException if two places of the call say something different */
    static Map<String, Object> of(PlanRolloutStep step) throws AbortException {
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
        document.put("strategy", strategy(step));
        Map<String, Object> gate = step.gate();
        if (!gate.isEmpty()) {
            document.put("gate", gate);
        }
        document.put("promotion", step.getPromotion());
        if (step.isFourEyes()) {
            document.put("fourEyes", true);
        }
        return document;
    }

    private static Map<String, Object> strategy(PlanRolloutStep step) throws AbortException {
        StrategyDescription given = step.getStrategy();
        StrategyDescription strategy = given == null ? new AllAtOnceStrategy() : given;
        Map<String, Object> section = strategy.section();
        if (step.getMaxParallel() != 0) {
            if (strategy.getMaxParallel() != 0 && strategy.getMaxParallel() != step.getMaxParallel()) {
                throw new AbortException("planRollout says 'maxParallel' " + step.getMaxParallel()
                        + ", and its strategy " + strategy.getMaxParallel() + "; leave one of them out");
            }
            section.put("maxParallel", step.getMaxParallel());
        }
        return section;
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
