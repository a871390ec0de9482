package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.document.Quote;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Takes one argument as the type of its parameter. What is wrong is added to the problems. */
final class ArgumentValue {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");

    /**
     * How else something can be written that is a describable.
     *
     * @param plain makes one of a map in the shape of a rollout file
     */
    private record Written(Function<Map<String, Object>, Object> plain, String example) {}

    private static final Map<Type, Written> DESCRIBABLES = Map.of(
            StrategyDescription.class, new Written(PlainStrategy::new, "a strategy such as canary(first: 1)"),
            CheckDescription.class, new Written(PlainCheck::new, "a check such as httpCheck(path: '/health')"),
            ComparisonDescription.class,
                    new Written(PlainComparison::new, "a comparison such as sequential(margin: '50%')"));

    private final String what;
    private final List<String> problems;

    /** @param what it is, for messages: {@code 'first' of canary} */
    ArgumentValue(String what, List<String> problems) {
        this.what = what;
        this.problems = problems;
    }

    Object as(Type type, Object value) {
        try {
            return fit(type, value);
        } catch (AbortException e) {
            problems.add(e.getMessage());
            return value;
        }
    }

    private Object fit(Type type, Object value) throws AbortException {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0], value);
        }
        if (type == String.class) {
            return text(value);
        }
        if (type == int.class) {
            return number(value);
        }
        if (type == boolean.class) {
            return truth(value);
        }
        if (DESCRIBABLES.containsKey(type)) {
            Written written = DESCRIBABLES.get(type);
            return value instanceof Map<?, ?> map && !map.containsKey("$class")
                    ? written.plain().apply(section(map))
                    : described((Class<?>) type, value, written.example());
        }
        if (type == ScoreDescription.class && value instanceof Map<?, ?> map) {
            return Arguments.instantiate("score", ScoreDescription.class, section(map));
        }
        return Arguments.plain(value, what);
    }

    private List<Object> list(Type of, Object value) throws AbortException {
        Collection<?> items = value instanceof Collection<?> several ? several : List.of(value);
        List<Object> list = new ArrayList<>();
        for (Object item : items) {
            list.add(fit(of, item));
        }
        return list;
    }

    private String text(Object value) throws AbortException {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new AbortException(what + " must be a text, is " + kind(value));
    }

    private Integer number(Object value) throws AbortException {
        String text = text(value);
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new AbortException(what + " must be a whole number, is " + Quote.of(text));
        }
        return Integer.valueOf(text);
    }

    private Boolean truth(Object value) throws AbortException {
        String text = text(value);
        if (!text.equals("true") && !text.equals("false")) {
            throw new AbortException(what + " must be true or false, is " + Quote.of(text));
        }
        return Boolean.valueOf(text);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> section(Map<?, ?> map) throws AbortException {
        return (Map<String, Object>) Arguments.plain(map, what);
    }

    private Object described(Class<?> base, Object value, String example) throws AbortException {
        if (value instanceof UninstantiatedDescribable written) {
            return Arguments.describable(base, written, what);
        }
        if (base.isInstance(value) || value instanceof Map) {
            return value;
        }
        throw new AbortException(what + " must be " + example + ", is " + kind(value));
    }

    private static String kind(Object value) {
        if (value instanceof Map || value instanceof UninstantiatedDescribable) {
            return "a map";
        }
        return value instanceof Collection ? "a list" : "a text";
    }
}
