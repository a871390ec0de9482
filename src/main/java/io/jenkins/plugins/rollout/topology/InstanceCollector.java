package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes instances, those that are listed and those that templates make, and minds that no two are mixed up. */
final class InstanceCollector {
    private final Definitions definitions;
    private final Urls urls;
    private final List<Instance> instances = new ArrayList<>();

    InstanceCollector(Problems problems) {
        this.definitions = new Definitions("an instance", problems);
        this.urls = new Urls(problems);
    }

    /** @param urlPlace means nothing for an instance without URL */
    void add(Instance instance, Location namePlace, Location urlPlace) {
        if (instance.hasUrl()) {
            urls.claim(new Scalar(urlPlace, instance.url()), instance.name());
        }
        if (definitions.define(new Scalar(namePlace, instance.name()))) {
            instances.add(instance);
        }
    }

    List<Instance> instances() {
        return instances;
    }

    Map<String, Location> places() {
        return definitions.places();
    }
}
