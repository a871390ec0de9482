package io.jenkins.plugins.rollout.library;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import io.jenkins.plugins.rollout.library.Steps.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One build of a pipeline: its steps are Jenkins' own as far as a library can tell. Branches run one after the other. */
final class PretendBuild {
    StageView stages = new StageView();

    /** What was said and done, in order: {@code echo …}, {@code sh …}, {@code checkout}. */
    final List<String> log = new ArrayList<>();

    /** The environment as a Jenkinsfile sees it. */
    final Map<String, Object> env = new HashMap<>();

    /** The files of the workspace. */
    final Map<String, String> workspace = new LinkedHashMap<>();

    final List<String> archived = new ArrayList<>();
    String result = "SUCCESS";
    boolean hasSource = true;

    /** Shell commands that fail, by their text. */
    final List<String> brokenCommands = new ArrayList<>();

    String brokenMessage = "script returned exit code 1";

    private final Path top;
    private final Steps steps = new Steps();
    private final GroovyClassLoader loader;
    private final LibraryHelper helper;

    PretendBuild(Path top, Path folder) {
        this.top = top;
        loader = new GroovyClassLoader(getClass().getClassLoader());
        loader.parseClass("package hudson; class AbortException extends IOException {"
                + " AbortException(String message) { super(message) } }");
        env.put("BUILD_URL", "https://ci.example.com/job/billing/7/");
        addStructure();
        addFiles();
        addRest();
        helper = new LibraryHelper(top, folder, loader, steps);
    }

    /** What is seen from here on. */
    void restartStages() {
        stages = new StageView();
        log.clear();
    }

    Steps steps() {
        return steps;
    }

    Object run(Closure<?> body, Object... args) {
        return helper.runBody(body, args);
    }

    Object runJenkinsfile(String text) {
        return helper.runJenkinsfile(text, new Variables());
    }

    /** The global variables of a Jenkinsfile. */
    private final class Variables extends Binding {
        Variables() {
            setVariable("env", env);
        }

        @Override
        public Object getVariable(String name) {
            if (!name.equals("scm")) {
                return super.getVariable(name);
            }
            if (!hasSource) {
                throw Sneaky.rethrow(abort("'checkout scm' is only available when using a Multibranch Pipeline"));
            }
            return new HashMap<>(Map.of("git", "https://git.example.com/billing"));
        }

        @Override
        public boolean hasVariable(String name) {
            return name.equals("scm") || super.hasVariable(name);
        }
    }

    /** What a step throws for the person who must act. */
    Throwable abort(String message) {
        try {
            return (Throwable) loader.loadClass("hudson.AbortException")
                    .getConstructor(String.class)
                    .newInstance(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addStructure() {
        steps.add("stage", call -> within(call.text("name"), call.body()));
        steps.add("parallel", this::parallel);
        steps.add("node", this::node);
        steps.add("retry", call -> run(call.body()));
    }

    private Object within(String name, Closure<?> body) {
        stages.begin(name);
        try {
            return run(body);
        } catch (RuntimeException e) {
            stages.mark("failed");
            throw e;
        } catch (Throwable e) {
            stages.mark("failed");
            throw Sneaky.rethrow(e);
        } finally {
            stages.end();
        }
    }

    /** All branches are run; the first failure is that of the step. */
    private Object parallel(Call call) {
        Map<String, Object> results = new HashMap<>();
        List<Throwable> failures = new ArrayList<>();
        call.named().forEach((name, branch) -> {
            try {
                results.put(name, within("[" + name + "]", (Closure<?>) branch));
            } catch (Throwable e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            throw Sneaky.rethrow(failures.get(0));
        }
        return results;
    }

    private Object node(Call call) {
        log.add("node '" + call.text("label") + "'");
        env.put("WORKSPACE", "/workspace");
        try {
            return run(call.body());
        } finally {
            env.remove("WORKSPACE");
        }
    }

    private void addFiles() {
        steps.add("fileExists", call -> workspace.containsKey(inWorkspace(call.text("file"))));
        steps.add("readFile", call -> {
            String file = inWorkspace(call.text("file"));
            if (!workspace.containsKey(file)) {
                throw new java.nio.file.NoSuchFileException(file);
            }
            return workspace.get(file);
        });
        steps.add("writeFile", call -> workspace.put(inWorkspace(call.text("file")), call.text("text")));
        steps.add("archiveArtifacts", call -> archived.add(inWorkspace(call.text("artifacts"))));
        steps.add("libraryResource", call -> resource(call.text("resource")));
        steps.add("stash", call -> log.add("stash " + inWorkspace(call.text("name"))));
        steps.add("unstash", call -> log.add("unstash " + inWorkspace(call.text("name"))));
        steps.add("checkout", call -> log.add("checkout" + inWorkspace("")));
    }

    private String inWorkspace(String file) {
        if (!env.containsKey("WORKSPACE")) {
            throw Sneaky.rethrow(abort("Required context class hudson.FilePath is missing"));
        }
        return file;
    }

    private String resource(String name) throws IOException {
        Path file = top.resolve("resources").resolve(name);
        if (!Files.exists(file)) {
            throw Sneaky.rethrow(abort("No such library resource " + name + " could be found."));
        }
        return Files.readString(file);
    }

    private void addRest() {
        steps.add("echo", call -> {
            log.add("echo " + call.text("message"));
            return null;
        });
        steps.add("sh", call -> {
            String command = call.text("script");
            log.add("sh " + command);
            if (brokenCommands.contains(command)) {
                throw Sneaky.rethrow(abort(brokenMessage));
            }
            return call.is("returnStdout", false) ? "stdout of " + command : null;
        });
        steps.add("input", call -> log.add("input " + call.text("message")));
        steps.add("error", call -> {
            throw Sneaky.rethrow(abort(call.text("message")));
        });
        steps.add("unstable", call -> {
            result = "UNSTABLE";
            stages.mark("unstable");
            return log.add("unstable " + call.text("message"));
        });
        addDescribables();
    }

    /** What is written as a call and is an argument, in the shape of the rollout file. */
    private void addDescribables() {
        for (String strategy : List.of("canary", "rings", "rolling", "allAtOnce")) {
            steps.add(strategy, call -> {
                Map<String, Object> section = new LinkedHashMap<>(call.named());
                Map<String, Object> shared = new LinkedHashMap<>();
                for (String name : List.of("maxParallel", "failureBudget", "bake", "onFailure")) {
                    if (section.containsKey(name)) {
                        shared.put(name, section.remove(name));
                    }
                }
                shared.put(strategy, section);
                return shared;
            });
        }
        for (String kind : List.of("http", "command", "prometheus", "alertmanager", "json", "junit")) {
            steps.add(kind + "Check", call -> new HashMap<>(Map.of(kind, new LinkedHashMap<>(call.named()))));
        }
    }
}
