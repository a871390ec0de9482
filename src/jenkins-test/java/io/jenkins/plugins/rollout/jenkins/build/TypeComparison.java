package io.jenkins.plugins.rollout.jenkins.build;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a declared type with the real one: what callers are compiled against must be the same, member by member. */
final class TypeComparison {
    private static final int WHAT_CALLERS_SEE = Modifier.PUBLIC
            | Modifier.PROTECTED
            | Modifier.PRIVATE
            | Modifier.STATIC
            | Modifier.FINAL
            | Modifier.ABSTRACT
            | Modifier.INTERFACE;

    private final Class<?> declared;
    private final Class<?> real;

    TypeComparison(Class<?> declared, Class<?> real) {
        this.declared = declared;
        this.real = real;
    }

    void addTo(List<String> untruths) {
        compare(untruths, declared.getName(), describe(declared), describe(real));
        Set<String> realSupertypes = supertypes(real);
        supertypes(declared).stream()
                .filter(name -> !realSupertypes.contains(name))
                .forEach(name -> untruths.add(declared.getName() + " is no " + name));
        for (Field field : declared.getDeclaredFields()) {
            if (!field.isSynthetic()) {
                compare(untruths, name(field), describe(field), real(field));
            }
        }
        for (Method method : declared.getDeclaredMethods()) {
            if (!method.isSynthetic() && !isMadeByTheCompiler(method)) {
                compare(untruths, name(method), describe(method), real(method));
            }
        }
        for (Constructor<?> constructor : declared.getDeclaredConstructors()) {
            if (!Modifier.isPrivate(constructor.getModifiers())) {
                compare(untruths, name(constructor), describe(constructor), real(constructor));
            }
        }
    }

    private static void compare(List<String> untruths, String name, String declared, String real) {
        if (!declared.equals(real)) {
            untruths.add(name + " is " + real + ", declared as " + declared);
        }
    }

    private static String name(Member member) {
        return member.getDeclaringClass().getName() + "#" + member.getName();
    }

    private boolean isMadeByTheCompiler(Method method) {
        return declared.isEnum() && List.of("values", "valueOf").contains(method.getName())
                || declared.isRecord()
                        && List.of("equals", "hashCode", "toString").contains(method.getName());
    }

    private String real(Field field) {
        try {
            return describe(real.getDeclaredField(field.getName()));
        } catch (NoSuchFieldException e) {
            return "nowhere";
        }
    }

    private String real(Method method) {
        return Arrays.stream(real.getDeclaredMethods())
                .filter(other -> other.getName().equals(method.getName()) && hasSameDescriptor(other, method))
                .filter(other -> typeName(other.getReturnType()).equals(typeName(method.getReturnType())))
                .findAny()
                .map(TypeComparison::describe)
                .orElse("nowhere");
    }

    private String real(Constructor<?> constructor) {
        return Arrays.stream(real.getDeclaredConstructors())
                .filter(other -> hasSameDescriptor(other, constructor))
                .findAny()
                .map(TypeComparison::describe)
                .orElse("nowhere");
    }

    private static boolean hasSameDescriptor(Executable one, Executable other) {
        return typeNames(one.getParameterTypes()).equals(typeNames(other.getParameterTypes()));
    }

    private static String describe(Class<?> type) {
        // Whether it is abstract or final is for an enum to decide, constant by constant.
        int modifiers = type.getModifiers() & WHAT_CALLERS_SEE;
        String kind = type.isEnum() ? "enum" : Modifier.toString(modifiers);
        Class<?> outer = type.getDeclaringClass();
        return kind + variables(type) + (outer == null ? "" : " in " + outer.getName()) + annotations(type);
    }

    private static String describe(Field field) {
        return Modifier.toString(field.getModifiers() & WHAT_CALLERS_SEE) + " " + typeName(field.getGenericType())
                + deprecation(field.isAnnotationPresent(Deprecated.class)) + constant(field);
    }

    /** The value of what javac copies into callers. */
    private static String constant(Field field) {
        boolean mayBeCopied = field.getType().isPrimitive() || field.getType() == String.class;
        if (!mayBeCopied || !Modifier.isStatic(field.getModifiers()) || !Modifier.isFinal(field.getModifiers())) {
            return "";
        }
        try {
            field.setAccessible(true);
            return " = " + field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String describe(Executable member) {
        Set<String> exceptions = new TreeSet<>();
        for (Class<?> exception : member.getExceptionTypes()) {
            if (!RuntimeException.class.isAssignableFrom(exception)) {
                exceptions.add(exception.getName());
            }
        }
        String result = member instanceof Method method
                ? " " + typeName(method.getGenericReturnType()) + defaultValue(method)
                : "";
        return Modifier.toString(member.getModifiers() & WHAT_CALLERS_SEE) + variables(member) + result + " "
                + typeNames(member.getGenericParameterTypes()) + (member.isVarArgs() ? "..." : "")
                + (exceptions.isEmpty() ? "" : " throws " + exceptions)
                + deprecation(member.isAnnotationPresent(Deprecated.class));
    }

    private static String defaultValue(Method method) {
        Object value = method.getDefaultValue();
        if (value instanceof Enum<?> constant) {
            return " default " + constant.name();
        }
        return value == null ? "" : " default " + (value instanceof Object[] many ? Arrays.toString(many) : value);
    }

    private static String deprecation(boolean isDeprecated) {
        return isDeprecated ? " deprecated" : "";
    }

    private static String variables(GenericDeclaration declaration) {
        return Arrays.stream(declaration.getTypeParameters())
                .map(variable -> variable.getName() + " extends " + typeNames(variable.getBounds()))
                .toList()
                .toString();
    }

    /** What javac and annotation processors go by. */
    private static String annotations(Class<?> type) {
        return Arrays.stream(type.getAnnotations())
                .filter(annotation -> !(annotation instanceof Documented))
                .filter(annotation -> annotation instanceof Deprecated || type.isAnnotation())
                .filter(annotation -> isOfTheLanguageOrAnIndex(annotation.annotationType()))
                .map(Annotation::toString)
                .sorted()
                .collect(Collectors.joining(" ", " ", ""));
    }

    private static boolean isOfTheLanguageOrAnIndex(Class<?> annotation) {
        return annotation.getName().startsWith("java.lang.")
                || annotation.getName().equals("net.java.sezpoz.Indexable");
    }

    private static Set<String> supertypes(Class<?> type) {
        return Stream.concat(Stream.of(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .filter(Objects::nonNull)
                .flatMap(parent -> Stream.concat(Stream.of(parent.getName()), supertypes(parent).stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> typeNames(Type[] types) {
        return Arrays.stream(types).map(TypeComparison::typeName).toList();
    }

    private static String typeName(Type type) {
        return type.getTypeName();
    }
}
