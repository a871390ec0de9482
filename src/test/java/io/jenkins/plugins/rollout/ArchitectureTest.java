package io.jenkins.plugins.rollout;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.AccessTarget.Predicates.declaredIn;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.Test;

/** Keeps the packages' directions, and the decisions pure. */
public class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.rollout.";
    private static final String PRODUCT_PACKAGES = ROOT + ".";
    private static final String JENKINS = ROOT + "jenkins..";
    private static final String CLI = ROOT + "cli..";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jenkins.plugins.rollout");

    /** Each package with those that it may use. Facts flow one way: from what exists to what people see. */
    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        allow("document");
        allow("release");
        allow("command");
        allow("topology", "document");
        allow("judge");
        allow("source", "document", "command");
        allow("health", "document", "judge", "source");
        allow("plan", "document", "topology", "release", "source", "health");
        allow("rollback", "plan", "release", "topology");
        allow("rollout", "plan", "release", "source", "health", "rollback", "topology");
        allow("simulation", "document", "rollout", "rollback", "plan", "source", "health", "release", "topology");
        allow("ledger", allSoFarBut("simulation"));
        allow("execute", allSoFarBut("simulation"));
        allow("web", allSoFarBut("simulation"));
        allow("demo", allSoFarBut("simulation"));
        allow("jenkins", allSoFarBut("simulation", "demo"));
        allow("cli", allSoFarBut("jenkins"));
    }

    /** Inside the Jenkins shell, bottom-up: each uses only those before it; a page and a request don't know each other, and nobody the library. */
    private static final Map<String, List<String>> SHELL = Map.of(
            "library", List.of(),
            "topology", List.of(),
            "drive", List.of("topology"),
            "step", List.of("topology", "drive"),
            "page", List.of("topology", "drive", "step"),
            "request", List.of("topology", "drive", "step"));

    private static void allow(String name, String... used) {
        MAY_USE.put(name, List.of(used));
    }

    private static String[] allSoFarBut(String... names) {
        Set<String> all = new TreeSet<>(MAY_USE.keySet());
        all.removeAll(Set.of(names));
        return all.toArray(String[]::new);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(PRODUCT);
    }

    @Test
    public void packagesUseOnlyThoseBelow() {
        MAY_USE.forEach((name, used) -> {
            List<String> allowed = new ArrayList<>(used);
            allowed.add(name);
            check(noClasses()
                    .that()
                    .resideInAPackage(ROOT + name + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage(PRODUCT_PACKAGES)
                            .and(not(resideInAnyPackage(packages(allowed.toArray(String[]::new))))))
                    .as(name + " uses only " + used));
        });
    }

    @Test
    public void packagesOfTheShellUseOnlyThoseBelow() {
        SHELL.forEach((name, used) -> {
            List<String> forbidden = new ArrayList<>(SHELL.keySet());
            forbidden.removeAll(used);
            forbidden.remove(name);
            check(noClasses()
                    .that()
                    .resideInAPackage(ROOT + "jenkins." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden.stream()
                            .map(other -> ROOT + "jenkins." + other + "..")
                            .toArray(String[]::new)));
        });
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "jenkins")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SHELL.keySet().stream()
                        .map(other -> ROOT + "jenkins." + other + "..")
                        .toArray(String[]::new)));
        assertThat(SHELL.keySet()).containsAll(shellPackages());
    }

    private static Set<String> shellPackages() {
        Set<String> packages = new TreeSet<>();
        PRODUCT.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + "jenkins."))
                .map(name -> name.substring((ROOT + "jenkins.").length()).split("\\.")[0])
                .forEach(packages::add);
        return packages;
    }

    @Test
    public void everyPackageHasItsPlaceInTheOrder() {
        Set<String> packages = new TreeSet<>();
        PRODUCT.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()).split("\\.")[0])
                .forEach(packages::add);

        assertThat(MAY_USE.keySet()).containsAll(packages);
    }

    @Test
    public void packagesHaveNoCycles() {
        check(slices().matching(ROOT + "(*)..").should().beFreeOfCycles());
    }

    @Test
    public void onlyTheShellKnowsJenkins() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(JENKINS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke.."));
    }

    @Test
    public void onlyTheCommandLineKnowsPicocli() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli.."));
    }

    @Test
    public void onlyTheLedgerKnowsDatabases() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."));
    }

    private static GivenClassesConjunction decisions() {
        return noClasses().that().resideInAnyPackage(packages("judge", "plan", "rollback", "rollout"));
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    @Test
    public void decisionsDoNoInputAndOutput() {
        check(decisions()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.io..", "java.nio..", "java.util.logging..")
                        .and(not(belongToAnyOf(Path.class, Serializable.class))))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Process.class, ProcessBuilder.class, Runtime.class));
    }

    @Test
    public void decisionsAreToldTheTime() {
        check(decisions()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethodWhere(target(declaredIn(Clock.class)).and(target(nameStartingWith("system")))));
    }

    @Test
    public void chanceComesFromASeed() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        packages("topology", "judge", "release", "plan", "rollback", "rollout", "simulation"))
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.UUID"));
    }
}
