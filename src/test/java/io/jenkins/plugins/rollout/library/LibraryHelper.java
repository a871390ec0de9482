package io.jenkins.plugins.rollout.library;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Continuation;
import com.cloudbees.groovy.cps.Envs;
import com.cloudbees.groovy.cps.Next;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import com.lesfurets.jenkins.unit.cps.PipelineTestHelperCPS;
import com.lesfurets.jenkins.unit.global.lib.LibraryConfiguration;
import com.lesfurets.jenkins.unit.global.lib.SourceRetriever;
import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyObject;
import groovy.lang.MetaMethod;
import groovy.lang.MissingMethodException;
import groovy.lang.Script;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.runtime.GeneratedClosure;
import org.codehaus.groovy.runtime.GroovyCategorySupport;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/**
 * JenkinsPipelineUnit, closer to Jenkins: the library's calls run in the continuation of the Jenkinsfile that calls them,
 * Groovy's own methods with closures work in continuations, and wherever a step was called, the program as it stands then
 * must be one that Jenkins can save and load. Programs that Jenkins warns of, because they lose a continuation, fail.
 */
final class LibraryHelper extends PipelineTestHelperCPS {
    private final Steps steps;
    private int stepsCalled;
    private int depth;

    LibraryHelper(Path top, Path workspace, ClassLoader loader, Steps steps) {
        this.steps = steps;
        setScriptRoots(workspace.toString());
        setScriptExtension("groovy");
        setBaseScriptRoot(workspace.toString());
        setBaseClassloader(loader);
        LibraryConfiguration library = new LibraryConfiguration();
        library.setName("rollout");
        library.setDefaultVersion("here");
        library.setTargetPath(top.toString());
        library.setRetriever(new Here(url(top)));
        library.setImplicit(true);
        registerSharedLibrary(library);
        init();
    }

    /** The library is where the repository is. */
    private record Here(URL top) implements SourceRetriever {
        @Override
        public List<URL> retrieve(String repository, String branch, String targetPath) {
            return List.of(top);
        }
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Runs a Jenkinsfile to its end, as the class that Jenkins makes of it. */
    Object runJenkinsfile(String text, Binding binding) {
        // Not the engine's own loader: its classes' calls are not looked into.
        Class<?> type = ((GroovyClassLoader) gse.getParentClassLoader()).parseClass(text, "WorkflowScript");
        Script script = InvokerHelper.createScript(type, binding);
        setGlobalVars(binding);
        return inContinuations(script::run);
    }

    /** Runs a body that a step was given, to its end. */
    Object runBody(Closure<?> body, Object... args) {
        return inContinuations(() -> body.call(args));
    }

    @Override
    protected void setGlobalVars(Binding binding) {
        libLoader.getLibRecords().values().forEach(record -> record.getDefinedGlobalVars()
                .forEach((name, value) -> {
                    // Not by Groovy, where it would be a call that is looked into.
                    ((Script) value).setBinding(binding);
                    binding.setVariable(name, value);
                }));
    }

    @Override
    public Object getMethodInterceptor() {
        return new Interceptor();
    }

    /** What every call of a method of a Jenkinsfile or of the library comes through. */
    private final class Interceptor extends Closure<Object> implements GeneratedClosure {
        private static final long serialVersionUID = 1L;

        Interceptor() {
            super(null);
        }

        @SuppressWarnings("unused") // Groovy calls it.
        public Object doCall(String name, Object[] args) {
            Object[] all = args == null ? new Object[0] : args;
            return getDelegate() instanceof Class<?> type
                    ? calledStatically(type, name, all)
                    : called((GroovyObject) getDelegate(), name, all);
        }
    }

    private Object called(GroovyObject script, String name, Object[] args) {
        Optional<MetaMethod> own = Optional.ofNullable(script.getMetaClass().pickMethod(name, types(args)))
                .filter(method -> !method.getDeclaringClass().getTheClass().equals(Object.class));
        boolean isItsOwn = own.filter(
                        method -> method.getDeclaringClass().getTheClass().equals(script.getClass()))
                .isPresent();
        if (isItsOwn) {
            return unwrapped(() -> own.get().doMethodInvoke(script, args));
        }
        if (steps.has(name)) {
            registerMethodCall(script, 0, name, args);
            stepsCalled++;
            return steps.call(name, args);
        }
        if (script instanceof Script caller
                && caller.getBinding().hasVariable(name)
                && caller.getBinding().getVariable(name) instanceof Script variable) {
            registerMethodCall(script, 0, name, args);
            return unwrapped(() -> InvokerHelper.invokeMethod(variable, "call", args));
        }
        if (own.isPresent()) {
            return unwrapped(() -> own.get().doMethodInvoke(script, args));
        }
        throw new MissingMethodException(name, script.getClass(), args);
    }

    private static Object calledStatically(Class<?> type, String name, Object[] args) {
        MetaMethod method = InvokerHelper.getMetaClass(type).getStaticMetaMethod(name, args);
        if (method == null) {
            throw new MissingMethodException(name, type, args, true);
        }
        return unwrapped(() -> method.doMethodInvoke(type, args));
    }

    private static Class<?>[] types(Object[] args) {
        Class<?>[] types = new Class<?>[args.length];
        for (int i = 0; i < args.length; i++) {
            types[i] = args[i] == null ? null : args[i].getClass();
        }
        return types;
    }

    /** What Groovy does for itself. */
    @FunctionalInterface
    interface Work {
        Object run() throws Throwable;
    }

    /** Without what reflection has wrapped around a failure, or around a continuation. */
    private static Object unwrapped(Work work) {
        try {
            return work.run();
        } catch (InvokerInvocationException e) {
            throw Sneaky.rethrow(e.getCause());
        } catch (Throwable e) {
            throw Sneaky.rethrow(e);
        }
    }

    /** Runs what begins a continuation until that ends. */
    @SuppressWarnings("rawtypes") // as the method of Groovy that is called
    private Object inContinuations(Work work) {
        if (depth > 0) {
            return toItsEnd(work);
        }
        CpsCallableInvocation.registerMismatchHandler((receiver, expected, actualReceiver, actual) -> {
            throw new AssertionError("expected to call " + expected + ", and was told to call " + actual
                    + "; a closure that calls steps was given to a method that can't be continued");
        });
        List<Class> categories = new ArrayList<>(Continuable.categories);
        categories.add(SavedIterators.class);
        try {
            return GroovyCategorySupport.use(categories, new Closure<Object>(null) {
                private static final long serialVersionUID = 1L;

                @Override
                public Object call() {
                    return toItsEnd(work);
                }
            });
        } finally {
            CpsCallableInvocation.registerMismatchHandler(null);
        }
    }

    private Object toItsEnd(Work work) {
        depth++;
        try {
            return unwrapped(work);
        } catch (CpsCallableInvocation begun) {
            return toItsEnd(begun.invoke(Envs.empty(), null, Continuation.HALT));
        } finally {
            depth--;
        }
    }

    private Object toItsEnd(Next begin) {
        Next next = begin;
        while (next.yield == null) {
            int before = stepsCalled;
            next = next.step();
            if (stepsCalled > before) {
                requireSaved(next);
            }
        }
        try {
            return next.yield.replay();
        } catch (Throwable e) {
            throw Sneaky.rethrow(e);
        }
    }

    private void requireSaved(Next next) {
        try {
            roundtripSerialization(next);
        } catch (Throwable e) {
            throw new AssertionError(
                    "Jenkins could not save this program here: " + e, e instanceof IOException ? e : e.getCause());
        }
    }
}
