package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Names;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Node.Sequence;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Range;
import io.jenkins.plugins.rollout.document.TextFile;
import io.jenkins.plugins.rollout.document.YamlReader;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.GateReader;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Approver;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Deployment;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Promotion;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Source;
import io.jenkins.plugins.rollout.topology.Selector;
import io.jenkins.plugins.rollout.topology.SelectorReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a rollout file, YAML or JSON, and reports all its problems at once. */
public final class RolloutSpecReader {
    private static final List<String> KEYS = keys();
    private static final Range RETRIES = Range.between(0, 10);

    private final Source source;
    private final boolean needsCommand;
    private final Problems problems;

    private RolloutSpecReader(Source source, boolean needsCommand, Problems problems) {
        this.source = source;
        this.needsCommand = needsCommand;
        this.problems = problems;
    }

    /** @throws InvalidInputException if the file isn't a valid rollout file */
    public static RolloutSpec read(Path file) {
        Problems problems = new Problems();
        String text = TextFile.read(file, problems).orElse("");
        problems.throwIfErrors();
        Path folder = file.toAbsolutePath().getParent();
        return read(new Source(Location.of(file).file(), folder, text), true, problems);
    }

    /**
     * Reads a text that may lack {@code deploy}, because something else than a command deploys: the body of a pipeline's
     * step.
     *
     * @throws InvalidInputException if the text isn't that of a valid rollout file
     */
    public static RolloutSpec read(Source source) {
        return read(source, false, new Problems());
    }

    private static RolloutSpec read(Source source, boolean needsCommand, Problems problems) {
        Optional<RolloutSpec> spec = YamlReader.read(source.file(), source.text(), problems)
                .flatMap(root -> Fields.of(root, "a rollout file", KEYS, problems))
                .flatMap(new RolloutSpecReader(source, needsCommand, problems)::spec);
        problems.throwIfErrors();
        return spec.orElseThrow();
    }

    private Optional<RolloutSpec> spec(Fields fields) {
        Optional<Scalar> service = fields.requiredText("service");
        service.ifPresent(name -> Names.check(name, "a service", problems));
        String artifact = artifact(fields);
        List<String> environments = environments(fields);
        Selector selector = SelectorReader.read(fields);
        Optional<StrategyReader.Section> strategy = StrategyReader.read(fields);
        Deployment deployment = deployment(fields);
        Gate gate = GateReader.read(fields, "gate");
        Promotion promotion =
                fields.word("promotion", constant -> constant.name().toLowerCase(Locale.ROOT), Promotion.REQUIRE);
        Approver approver = fields.word("fourEyes", RolloutSpecReader::fourEyes, Approver.ANYBODY);
        return strategy.flatMap(section -> service.map(name -> new RolloutSpec(
                source,
                name.text(),
                artifact,
                environments,
                selector,
                section.strategy(),
                section.limits(),
                section.onFailure(),
                deployment,
                gate,
                promotion,
                approver)));
    }

    private static String fourEyes(Approver approver) {
        return approver == Approver.ANOTHER ? "true" : "false";
    }

    private String artifact(Fields fields) {
        Optional<Scalar> path = fields.text("artifact");
        path.ifPresent(scalar -> {
            if (scalar.text().isBlank()) {
                problems.error(scalar.location(), "'artifact' is empty; name a file, or leave it out");
            } else if (Names.hasControlCharacters(scalar.text())) {
                problems.error(scalar.location(), "'artifact' holds a control character or a line break; take it out");
            }
        });
        return path.map(Scalar::text).orElse("");
    }

    private List<String> environments(Fields fields) {
        Set<String> seen = new HashSet<>();
        List<String> environments = new ArrayList<>();
        for (Scalar name : fields.requiredTexts("environments")) {
            environments.add(Names.check(name, "an environment", problems));
            if (!seen.add(name.text())) {
                problems.error(
                        name.location(), "the environment " + Quote.of(name.text()) + " is named twice; keep one");
            }
        }
        return environments;
    }

    private Deployment deployment(Fields fields) {
        return new Deployment(
                command(fields),
                fields.positiveDuration("timeout", Deployment.DEFAULT_TIMEOUT),
                fields.integer("retries", RETRIES, 0),
                fields.duration("backoff", Deployment.DEFAULT_BACKOFF));
    }

    private List<String> command(Fields fields) {
        Optional<Node> written = needsCommand ? fields.requiredNode("deploy") : fields.node("deploy");
        List<Scalar> command = written.map(node -> commandParts(node, fields)).orElse(List.of());
        command.stream()
                .filter(part -> part.text().indexOf('\0') >= 0)
                .forEach(part -> problems.error(part.location(), "'deploy' holds a NUL character; take it out"));
        command.stream()
                .findFirst()
                .filter(program -> program.text().isBlank())
                .ifPresent(program -> problems.error(
                        program.location(), "'deploy' names no program; write a command such as ./deploy.sh"));
        return command.stream().map(Scalar::text).toList();
    }

    private List<Scalar> commandParts(Node node, Fields fields) {
        if (node instanceof Scalar line) {
            return List.of(line);
        }
        if (node instanceof Sequence) {
            return fields.requiredTexts("deploy");
        }
        problems.error(node.location(), "'deploy' must be a command, as a text or a list, is " + node.kind());
        return List.of();
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of("service", "artifact", "environments"));
        keys.addAll(SelectorReader.KEYS);
        keys.addAll(List.of("strategy", "deploy", "timeout", "retries", "backoff", "gate", "promotion", "fourEyes"));
        return List.copyOf(keys);
    }
}
