package io.jenkins.plugins.rollout.jenkins.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles declarations of Jenkins' types and compares each with the real one. */
final class Mirror {
    private final Path classes;

    private Mirror(Path classes) {
        this.classes = classes;
    }

    /**
     * Compiles declarations.
     *
     * @param sources a folder with packages
     * @param classes an empty folder
     */
    static Mirror of(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            if (!compiler.getTask(problems, manager, null, options, null, manager.getJavaFileObjectsFromPaths(all))
                    .call()) {
                throw new IllegalArgumentException(problems.toString());
            }
        }
        return new Mirror(classes);
    }

    /** All that is not so in reality. */
    List<String> untruths() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).toString().replace(".class", ""))
                    .forEach(name -> names.add(name.replace('/', '.').replace('\\', '.')));
        }
        List<String> untruths = new ArrayList<>();
        ClassLoader reality = Mirror.class.getClassLoader();
        try (OwnFirst declarations = new OwnFirst(classes.toUri().toURL(), reality, names)) {
            for (String name : names) {
                Class<?> declared = declarations.loadClass(name);
                try {
                    new TypeComparison(declared, Class.forName(name, false, reality)).addTo(untruths);
                } catch (ClassNotFoundException e) {
                    untruths.add(name + " does not exist");
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("what was compiled can be loaded", e);
        }
        return untruths;
    }

    /** Prefers the declared types to the real ones. */
    private static final class OwnFirst extends URLClassLoader {
        private final Set<String> own;

        OwnFirst(URL classes, ClassLoader parent, Set<String> own) {
            super(new URL[] {classes}, parent);
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!own.contains(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in =
                    findResource(name.replace('.', '/') + ".class").openStream()) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
