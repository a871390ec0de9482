package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Sample rollouts, and one log that stands for all. */
class InMemoryViews implements RolloutViews {
    private final List<SampleRollout> rollouts;
    private final Path log;

    InMemoryViews(Path log, SampleRollout... newestFirst) {
        this.log = log;
        this.rollouts = List.of(newestFirst);
    }

    @Override
    public ObjectNode rollouts() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        rollouts.forEach(each -> list.withArray("rollouts").add(each.summary()));
        return list;
    }

    @Override
    public Optional<ObjectNode> status(String rollout, OptionalLong since) {
        return find(rollout).map(each -> each.status(since));
    }

    @Override
    public Optional<ObjectNode> story(String rollout, String instance) {
        return find(rollout).filter(each -> each.has(instance)).map(each -> each.story(instance));
    }

    @Override
    public Optional<Path> log(String rollout, String instance, String file) {
        return find(rollout).filter(each -> each.has(instance)).map(each -> log);
    }

    private Optional<SampleRollout> find(String id) {
        return rollouts.stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
