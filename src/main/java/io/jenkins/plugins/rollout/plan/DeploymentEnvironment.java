package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.source.Subject;
import java.util.HashMap;
import java.util.Map;

/** What a deployment's command, and a check's, finds in its environment. */
public final class DeploymentEnvironment {
    public static final String ARTIFACT = "ROLLOUT_ARTIFACT";

    /** No variable of an instance may begin like this. */
    public static final String PREFIX = "ROLLOUT_";

    private DeploymentEnvironment() {}

    /** @param artifact a readable path; empty when the release has no artifact */
    public static Map<String, String> of(String rollout, Wave wave, Placement placement, String artifact) {
        Map<String, String> environment = new HashMap<>(placement.instance().variables());
        environment.put("ROLLOUT_ID", rollout);
        environment.put("ROLLOUT_ACTION", wave.action().word());
        environment.put("ROLLOUT_SERVICE", placement.release().service());
        environment.put("ROLLOUT_VERSION", placement.release().version());
        environment.put("ROLLOUT_PREVIOUS_VERSION", placement.previous().version());
        environment.put("ROLLOUT_INSTANCE", placement.name());
        environment.put("ROLLOUT_CUSTOMER", placement.instance().customer());
        environment.put("ROLLOUT_ENVIRONMENT", placement.instance().environment());
        environment.put("ROLLOUT_URL", placement.instance().url());
        environment.put("ROLLOUT_WAVE", String.valueOf(wave.number()));
        environment.put(ARTIFACT, artifact);
        return environment;
    }

    /** An instance that has not been reached, as the baseline of a check sees it: with the version that it runs. */
    public static Subject subjectOnOldRelease(String rollout, Wave wave, Placement placement) {
        Map<String, String> environment = of(rollout, wave, placement, "");
        environment.put("ROLLOUT_VERSION", placement.previous().version());
        return new Subject(
                placement.name(),
                placement.instance().url(),
                placement.previous().version(),
                placement.instance().labels(),
                environment);
    }

    /** An instance as its checks see it. They don't get the artifact: they ask about what runs. */
    public static Subject subject(String rollout, Wave wave, Placement placement) {
        return new Subject(
                placement.name(),
                placement.instance().url(),
                placement.release().version(),
                placement.instance().labels(),
                of(rollout, wave, placement, ""));
    }
}
