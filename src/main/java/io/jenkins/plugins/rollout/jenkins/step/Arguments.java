package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * What a step, or a describable among its arguments, was called with: every name is one that it knows, and each value is
 * of the kind that it takes. A number may stand where a text is wanted, and one where a list is.
 */
final class Arguments {
    private final String function;
    private final DescribableModel<?> model;
    private final List<String> problems = new ArrayList<>();

    private Arguments(String function, Class<?> type) {
        this.function = function;
        this.model = DescribableModel.of(type);
    }

    /**
     * Makes what was called.
     *
     * @param function as it is called in a pipeline, for messages
     * @throws AbortException with a sentence for each thing that is wrong
     */
    static <T> T instantiate(String function, Class<T> type, Map<String, ?> given) throws AbortException {
        Map<String, Object> fitting = new Arguments(function, type).fit(given);
        try {
            return DescribableModel.of(type).instantiate(fitting, null);
        } catch (IllegalArgumentException e) {
            throw new AbortException(function + " can't be called like this: " + e.getMessage());
        }
    }

    private Map<String, Object> fit(Map<String, ?> given) throws AbortException {
        Map<String, Object> fitting = new LinkedHashMap<>();
        for (Map.Entry<String, ?> argument : named(given).entrySet()) {
            DescribableParameter parameter = model.getParameter(argument.getKey());
            if (parameter == null) {
                refuseUnknown(argument.getKey());
            } else if (argument.getValue() != null) {
                ArgumentValue value = new ArgumentValue(Quote.of(parameter.getName()) + " of " + function, problems);
                fitting.put(parameter.getName(), value.as(parameter.getRawType(), argument.getValue()));
            }
        }
        for (DescribableParameter parameter : model.getParameters()) {
            if (parameter.isRequired() && !given(fitting, parameter) && problems.isEmpty()) {
                problems.add(function + " needs " + Quote.of(parameter.getName()) + "; add it");
            }
        }
        if (!problems.isEmpty()) {
            throw new AbortException(String.join("\n", problems));
        }
        return fitting;
    }

    private static boolean given(Map<String, Object> fitting, DescribableParameter parameter) {
        return fitting.containsKey(parameter.getName());
    }

    /** The only argument needs no name where there is but one that must be given. */
    private Map<String, ?> named(Map<String, ?> given) throws AbortException {
        if (!given.containsKey(UninstantiatedDescribable.ANONYMOUS_KEY)) {
            return given;
        }
        DescribableParameter sole = model.getSoleRequiredParameter();
        if (sole == null) {
            throw new AbortException("write the names of " + function + "'s arguments; it takes " + names());
        }
        return Map.of(sole.getName(), given.get(UninstantiatedDescribable.ANONYMOUS_KEY));
    }

    private void refuseUnknown(String name) {
        List<String> known = model.getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
        String guess = Suggestion.didYouMean(name, known);
        String all = known.isEmpty() ? "; it takes none" : "; it takes " + names();
        problems.add(function + " has no argument " + Quote.of(name) + (guess.isEmpty() ? all : guess));
    }

    private String names() {
        return String.join(
                ", ",
                model.getParameters().stream()
                        .map(DescribableParameter::getName)
                        .toList());
    }

    /** A describable that was written as {@code canary(first: 1)}. */
    static Object describable(Class<?> base, UninstantiatedDescribable written, String what) throws AbortException {
        if (written.getSymbol() == null) {
            return written;
        }
        Descriptor<?> descriptor =
                SymbolLookup.get().findDescriptor(base.asSubclass(Describable.class), written.getSymbol());
        if (descriptor == null) {
            throw new AbortException(what + " can't be " + written.getSymbol() + "(…)");
        }
        return instantiate(written.getSymbol(), descriptor.clazz, written.getArguments());
    }

    /** Maps, lists, texts and numbers as they are; every other text as a plain one. */
    static Object plain(Object value, String what) throws AbortException {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                copy.put(String.valueOf(entry.getKey()), plain(entry.getValue(), what));
            }
            return copy;
        }
        if (value instanceof Collection<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object item : list) {
                copy.add(plain(item, what));
            }
            return copy;
        }
        throw new AbortException(what + " must be made of maps, lists, texts and numbers");
    }
}
