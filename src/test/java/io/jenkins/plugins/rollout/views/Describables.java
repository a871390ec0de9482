package io.jenkins.plugins.rollout.views;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** What forms and pipelines can set, as the sources say it: of each class, by its resources' folder. */
final class Describables {
    private final Map<String, Set<String>> fields = new TreeMap<>();
    private final Map<String, String> parents = new HashMap<>();

    Describables(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, sources);
        for (CompilationUnitTree unit : task.parse()) {
            new Reader(unit.getPackageName().toString().replace('.', '/')).scan(unit, null);
        }
    }

    /** The folders of all classes that can be set up by a form or a pipeline. */
    Set<String> folders() {
        return fields.keySet();
    }

    /** Own fields, without those of the superclass. */
    Set<String> own(String folder) {
        return fields.getOrDefault(folder, Set.of());
    }

    Set<String> all(String folder) {
        Set<String> all = new LinkedHashSet<>();
        lineage(folder).forEach(one -> all.addAll(own(one)));
        return all;
    }

    /** A class and its superclasses, nearest first, as far as they are in the sources. */
    List<String> lineage(String folder) {
        List<String> lineage = new ArrayList<>();
        for (String one = folder; one != null; one = folderOf(parents.get(one))) {
            lineage.add(one);
        }
        return lineage;
    }

    private String folderOf(String simpleName) {
        return simpleName == null
                ? null
                : parents.keySet().stream()
                        .filter(folder -> folder.endsWith("/" + simpleName))
                        .findFirst()
                        .orElse(null);
    }

    private final class Reader extends TreeScanner<Void, Void> {
        private final Deque<String> folders = new ArrayDeque<>();

        Reader(String packageFolder) {
            folders.push(packageFolder);
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            String folder = folders.peek() + "/" + tree.getSimpleName();
            String parent = tree.getExtendsClause() == null
                    ? null
                    : tree.getExtendsClause().toString().replaceAll("<.*", "").replace('.', '/');
            parents.put(folder, parent);
            folders.push(folder);
            super.visitClass(tree, nothing);
            folders.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            if (has(tree, "DataBoundConstructor")) {
                fields.computeIfAbsent(folders.peek(), folder -> new LinkedHashSet<>());
                tree.getParameters()
                        .forEach(parameter -> add(parameter.getName().toString()));
            } else if (has(tree, "DataBoundSetter")) {
                String name = tree.getName().toString().replaceFirst("^set", "");
                add(Character.toLowerCase(name.charAt(0)) + name.substring(1));
            }
            return super.visitMethod(tree, nothing);
        }

        private void add(String field) {
            fields.computeIfAbsent(folders.peek(), folder -> new LinkedHashSet<>())
                    .add(field);
        }

        private static boolean has(MethodTree method, String annotation) {
            return method.getModifiers().getAnnotations().stream()
                    .map(AnnotationTree::getAnnotationType)
                    .anyMatch(type -> type.toString().equals(annotation));
        }
    }
}
