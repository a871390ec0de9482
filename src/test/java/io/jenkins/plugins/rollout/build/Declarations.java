package io.jenkins.plugins.rollout.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Which of the declared types and members their callers need, as javac understands both. */
final class Declarations {
    private final Set<Element> declared = new LinkedHashSet<>();
    private final Set<Element> mentioned = new LinkedHashSet<>();
    private final List<TypeElement> callingTypes = new ArrayList<>();
    private final JavacTask task;
    private final Trees trees;

    /** @param callers with all their other types on this process's class path */
    Declarations(List<JavaFileObject> declarations, List<JavaFileObject> callers) throws IOException {
        Set<URI> calling = callers.stream().map(JavaFileObject::toUri).collect(Collectors.toSet());
        List<JavaFileObject> all = new ArrayList<>(declarations);
        all.addAll(callers);
        StringWriter problems = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
        task = (JavacTask) compiler.getTask(problems, null, null, options, null, all);
        trees = Trees.instance(task);
        Iterable<? extends CompilationUnitTree> units = task.parse();
        task.analyze();
        if (!problems.toString().isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        units.forEach(unit -> new Scanner(calling.contains(unit.getSourceFile().toUri())).scan(unit, null));
    }

    /** Everything that is declared and not needed, by name. */
    Set<String> superfluous() {
        Set<Element> needed = needed();
        Set<String> names = new TreeSet<>();
        for (Element element : declared) {
            if (!needed.contains(element) && !saysThatNothingCanBeConstructed(element)) {
                names.add(element instanceof TypeElement ? element.toString() : nameOf(element));
            }
        }
        return names;
    }

    private static String nameOf(Element member) {
        return member.getEnclosingElement() + "." + member;
    }

    private static boolean saysThatNothingCanBeConstructed(Element element) {
        return element.getKind() == ElementKind.CONSTRUCTOR
                && element.getModifiers().contains(Modifier.PRIVATE)
                && ((ExecutableElement) element).getParameters().isEmpty();
    }

    /** What is mentioned or overridden, and all that this speaks of. */
    private Set<Element> needed() {
        Set<Element> needed = new LinkedHashSet<>(mentioned);
        callingTypes.forEach(type -> needed.addAll(overriddenBy(type)));
        int before;
        do {
            before = needed.size();
            for (Element element : declared) {
                if (needed.contains(element)) {
                    needed.add(element.getEnclosingElement());
                    new Speaks(needed).of(element);
                } else if (keepsAPromise(element, needed)) {
                    needed.add(element);
                }
            }
        } while (needed.size() > before);
        return needed;
    }

    private Set<Element> overriddenBy(TypeElement type) {
        Set<Element> overridden = new LinkedHashSet<>();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            for (Element candidate : declared) {
                if (candidate instanceof ExecutableElement other
                        && other.getSimpleName().equals(method.getSimpleName())
                        && task.getElements().overrides(method, other, type)) {
                    overridden.add(other);
                }
            }
        }
        return overridden;
    }

    /** Whether a method has to be there because a supertype, which is needed, has it abstract. */
    private boolean keepsAPromise(Element element, Set<Element> needed) {
        if (!(element instanceof ExecutableElement method) || !needed.contains(element.getEnclosingElement())) {
            return false;
        }
        TypeElement type = (TypeElement) element.getEnclosingElement();
        return supertypes(type.asType()).stream()
                .flatMap(parent -> ElementFilter.methodsIn(parent.getEnclosedElements()).stream())
                .filter(promise -> promise.getModifiers().contains(Modifier.ABSTRACT))
                .anyMatch(promise -> task.getElements().overrides(method, promise, type));
    }

    private Set<TypeElement> supertypes(TypeMirror type) {
        Set<TypeElement> all = new LinkedHashSet<>();
        for (TypeMirror parent : task.getTypes().directSupertypes(type)) {
            all.add((TypeElement) ((DeclaredType) parent).asElement());
            all.addAll(supertypes(parent));
        }
        return all;
    }

    /** Collects what callers mention, and what there is to mention. */
    private final class Scanner extends TreePathScanner<Void, Void> {
        private final boolean isCaller;

        Scanner(boolean isCaller) {
            this.isCaller = isCaller;
        }

        private Element element() {
            return trees.getElement(getCurrentPath());
        }

        private void mention(Element element) {
            boolean isOfADeclaration = !isCaller && element != null && element.getKind() != ElementKind.CONSTRUCTOR;
            if (element != null && !isOfADeclaration) {
                mentioned.add(element);
            }
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            if (isCaller) {
                callingTypes.add((TypeElement) element());
            } else {
                declared.add(element());
                membersThatCanBeLeftOut(element()).stream()
                        .filter(member -> trees.getTree(member) != null)
                        .filter(member -> task.getElements().getOrigin(member) == Elements.Origin.EXPLICIT)
                        .forEach(declared::add);
            }
            return super.visitClass(tree, nothing);
        }

        private List<? extends Element> membersThatCanBeLeftOut(Element type) {
            return type.getKind() == ElementKind.RECORD ? List.of() : type.getEnclosedElements();
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            return isCaller || element().getKind() == ElementKind.CONSTRUCTOR ? super.visitMethod(tree, nothing) : null;
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void nothing) {
            mention(element());
            return super.visitIdentifier(tree, nothing);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
            mention(element());
            return super.visitMemberSelect(tree, nothing);
        }

        @Override
        public Void visitNewClass(NewClassTree tree, Void nothing) {
            mention(element());
            return super.visitNewClass(tree, nothing);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
            mention(element());
            mentionAbstractMethods(getCurrentPath());
            return super.visitMemberReference(tree, nothing);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
            mentionAbstractMethods(getCurrentPath());
            return super.visitLambdaExpression(tree, nothing);
        }

        @Override
        public Void visitTry(TryTree tree, Void nothing) {
            for (Tree resource : tree.getResources()) {
                members(new TreePath(getCurrentPath(), resource)).stream()
                        .filter(method -> method.getSimpleName().contentEquals("close"))
                        .forEach(this::mention);
            }
            return super.visitTry(tree, nothing);
        }

        private void mentionAbstractMethods(TreePath path) {
            members(path).stream()
                    .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
                    .forEach(this::mention);
        }

        private List<ExecutableElement> members(TreePath path) {
            return trees.getTypeMirror(path) instanceof DeclaredType type
                    ? ElementFilter.methodsIn(task.getElements().getAllMembers((TypeElement) type.asElement()))
                    : List.of();
        }
    }
}
