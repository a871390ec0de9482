package io.jenkins.plugins.rollout.build;

import java.util.Set;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Gathers the types that a declaration speaks of: in its signature, its bounds, what it extends and what annotates it. */
final class Speaks {
    private final Set<Element> into;

    Speaks(Set<Element> into) {
        this.into = into;
    }

    void of(Element element) {
        element.getAnnotationMirrors().forEach(annotation -> add(annotation.getAnnotationType()));
        if (element instanceof TypeElement type) {
            add(type.getSuperclass());
            type.getInterfaces().forEach(this::add);
            type.getTypeParameters().forEach(parameter -> parameter.getBounds().forEach(this::add));
        } else if (element instanceof ExecutableElement method) {
            add(method.getReturnType());
            addConstants(method.getDefaultValue());
            method.getParameters().forEach(parameter -> add(parameter.asType()));
            method.getThrownTypes().forEach(this::add);
            method.getTypeParameters()
                    .forEach(parameter -> parameter.getBounds().forEach(this::add));
        } else {
            add(element.asType());
        }
    }

    private void add(TypeMirror type) {
        if (type instanceof ArrayType array) {
            add(array.getComponentType());
        } else if (type instanceof DeclaredType one) {
            into.add(one.asElement());
            one.getTypeArguments().forEach(this::add);
        } else if (type instanceof WildcardType wildcard) {
            addIfAny(wildcard.getExtendsBound());
            addIfAny(wildcard.getSuperBound());
        }
    }

    /** A default of an annotation may name one. */
    private void addConstants(AnnotationValue value) {
        if (value != null && value.getValue() instanceof VariableElement constant) {
            into.add(constant);
        }
    }

    private void addIfAny(TypeMirror bound) {
        if (bound != null) {
            add(bound);
        }
    }
}
