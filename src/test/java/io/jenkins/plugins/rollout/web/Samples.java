package io.jenkins.plugins.rollout.web;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The rollouts that the page must show well. */
final class Samples {
    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech", "umbrella", "wayne");
    private static final List<String> STAGES = List.of("uat", "staging", "production");

    private Samples() {}

    /** The user's worst day, in the middle of it: seven shared environments and five customers. */
    static SampleRollout live() {
        SampleRollout rollout = SampleRollout.of("billing-4.2.0-live", CUSTOMERS, STAGES);
        IntStream.rangeClosed(1, 7).forEach(number -> rollout.shared("eng-" + number));
        IntStream.rangeClosed(1, 7).forEach(number -> rollout.instance("eng-" + number, "healthy"));
        rollout.all("uat", "healthy").wave(1, "uat", "passed", 5).verdict(1, "pass", "5 of 5 instances are healthy.");
        rollout.all("staging", "healthy")
                .wave(2, "staging", "passed", 5)
                .verdict(2, "pass", "5 of 5 instances are healthy.");
        return rollout.wave(3, "production", "deploying", 1)
                .wave(4, "production", "pending", 4)
                .instance("acme-production", "verifying")
                .instance("globex-production", "deploying")
                .instance("initech-production", "waiting")
                .now("running", "Wave 3 is being deployed; it is judged after 30 s of watching.");
    }

    /** The end of that day. */
    static SampleRollout partial() {
        SampleRollout rollout = SampleRollout.of("billing-4.2.0-partial", CUSTOMERS, STAGES);
        IntStream.rangeClosed(1, 7).forEach(number -> rollout.shared("eng-" + number));
        IntStream.rangeClosed(1, 7).forEach(number -> rollout.instance("eng-" + number, "healthy"));
        for (int wave = 1; wave <= 3; wave++) {
            String stage = STAGES.get(wave - 1);
            rollout.all(stage, "healthy").wave(wave, stage, "passed", 5);
            rollout.verdict(wave, "pass", "5 of 5 instances are healthy.");
        }
        return rollout.instance(
                        "initech-production",
                        "rolled-back",
                        "5 of 5 samples of http /health failed: answered 503 after 812 ms, wanted 200 below 500 ms.")
                .wave(3, "production", "failed", 5)
                .verdict(
                        3,
                        "fail",
                        "1 of 5 instances is unhealthy: initech-production answered 503 after 812 ms, wanted 200 below 500 ms.")
                .wave(4, "production", "rolled-back", 1)
                .now(
                        "partial",
                        "Ended within its failure budget: 21 of 22 instances run 4.2.0, initech-production runs 4.1.0 again.");
    }

    static SampleRollout held() {
        return SampleRollout.of("billing-4.2.0-held", CUSTOMERS, STAGES)
                .all("uat", "healthy")
                .wave(1, "uat", "passed", 5)
                .verdict(1, "pass", "5 of 5 instances are healthy.")
                .all("staging", "healthy")
                .wave(2, "staging", "inconclusive", 5)
                .verdict(
                        2, "inconclusive", "wayne-staging could not be measured: the check's command can't be started.")
                .now(
                        "held",
                        "Wave 2 is inconclusive: a person must say whether staging is well enough for production.");
    }

    static SampleRollout failed() {
        return SampleRollout.of("billing-4.2.0-failed", CUSTOMERS, STAGES)
                .all("uat", "healthy")
                .wave(1, "uat", "passed", 5)
                .verdict(1, "pass", "5 of 5 instances are healthy.")
                .all("staging", "rolled-back")
                .instance("acme-staging", "rollback-failed", "No earlier release is on record for acme-staging.")
                .instance("wayne-staging", "failed", "./deploy.sh ended with exit status 1.")
                .instance("umbrella-staging", "unhealthy", "3 of 5 samples failed.")
                .instance("globex-staging", "rolling-back")
                .all("production", "skipped")
                .wave(2, "staging", "failed", 5)
                .verdict(2, "fail", "5 of 5 instances failed, the budget is 0.")
                .wave(3, "production", "skipped", 5)
                .now("failed", "Wave 2 failed, and acme-staging could not be rolled back.");
    }

    /** 500 customers, ten environments. */
    static SampleRollout large() {
        List<String> customers = IntStream.rangeClosed(1, 500)
                .mapToObj(number -> "customer-" + number)
                .toList();
        List<String> environments = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> "stage-" + number)
                .toList();
        SampleRollout rollout = SampleRollout.of("billing-4.2.0-large", customers, environments);
        for (int stage = 1; stage <= 6; stage++) {
            rollout.all("stage-" + stage, "healthy").wave(stage, "stage-" + stage, "passed", 500);
            rollout.verdict(stage, "pass", "500 of 500 instances are healthy.");
        }
        for (int customer = 1; customer <= 32; customer++) {
            rollout.instance("customer-" + customer + "-stage-7", customer < 20 ? "healthy" : "deploying");
        }
        return rollout.instance("customer-7-stage-7", "unhealthy", "answered 503")
                .wave(7, "stage-7", "deploying", 500);
    }

    /** What nobody should be called. */
    static SampleRollout hostile() {
        List<String> customers = List.of(
                "<script>document.title='pwned'</script>", "$(reboot)", "it's \"quoted\" & <b>bold</b>", "a/b?c#d%2Fe");
        return SampleRollout.of("it's; $(odd)", customers, List.of("<img src=x onerror=alert(1)>", "pro duction"))
                .now("held", "<script>alert(1)</script> waits.");
    }

    /** Several instances in one place, a shared one among customers' own, and many small waves. */
    static SampleRollout crowded() {
        SampleRollout rollout = SampleRollout.of("billing-4.2.0-crowded", CUSTOMERS, STAGES)
                .instance("acme-production-eu", "acme", "production", 5)
                .instance("acme-production-us", "acme", "production", 6)
                .instance("demo", null, "production", 7);
        for (int wave = 1; wave <= 40; wave++) {
            rollout.wave(
                    wave, STAGES.get((wave - 1) / 14), wave < 20 ? "passed" : wave == 20 ? "baking" : "pending", 3);
        }
        return rollout.all("uat", "healthy").instance("acme-production-eu", "deploying");
    }

    /** An instance for each shape that the data of its checks may have. */
    static SampleRollout judged() {
        SampleRollout rollout = SampleRollout.of(
                        "billing-4.2.0-judged",
                        List.of("worse", "open", "fine", "thresholds", "odd", "many", "numbers", "cygnus", "rare"),
                        List.of("production"))
                .all("production", "healthy")
                .wave(1, "production", "failed", 9)
                .verdict(1, "fail", "worse-production: error rate 12 times as high as on the old release.")
                .now("failed", "Wave 1 failed.");
        Random dice = new Random(3);
        return rollout.checks(
                        "worse-production",
                        SampleChecks.list(SampleChecks.comparison(
                                "error rate",
                                24,
                                12,
                                "fail",
                                "error rate: 12.1 times as high as on the old release (at least 3.0 times with 95 % confidence;"
                                        + " harm begins at 1.2 times), decided after 24 samples")))
                .checks(
                        "cygnus-production",
                        SampleChecks.list(
                                SampleChecks.judged("failed invoices", 0.02, 0.08, 2_000),
                                SampleChecks.judged("slow invoices", 0.05, 0.04, 2_000)))
                .checks(
                        "rare-production",
                        SampleChecks.list(
                                SampleChecks.neverBefore("failed requests"),
                                SampleChecks.answers(
                                        "nothing but errors",
                                        "inconclusive",
                                        "not measured 5 times in a row; the last time: no answer within 10 s",
                                        "eeeee"),
                                SampleChecks.answers(
                                        "asked, and never answered", "inconclusive", "nothing was measured", ""),
                                SampleChecks.threshold(
                                                "queue, on trial",
                                                "fail",
                                                "measured 1200",
                                                List.of(800.0, 900.0, 1200.0),
                                                1000)
                                        .put("dryRun", true),
                                SampleChecks.fixedWindow("latency, once", 50),
                                SampleChecks.neverBefore("failed requests, on the way back")
                                        .put("wave", 4)
                                        .put("action", "rollback")
                                        .put("version", "4.1.0")
                                        .put("verdict", "pass"),
                                SampleChecks.answers(
                                        "\u202eabc <b>x</b> \u05e9\u05dc\u05d5\u05dd " + "long".repeat(60),
                                        "pass",
                                        "all 3 measurements passed",
                                        "ppp")))
                .instance("open-production", "verifying")
                .checks(
                        "open-production",
                        SampleChecks.list(
                                SampleChecks.comparison("error rate", 9, 1.1, null, null),
                                SampleChecks.comparison("one sample", 1, 1.1, null, null),
                                SampleChecks.comparison("nothing yet", 0, 1.1, null, null)))
                .checks(
                        "fine-production",
                        SampleChecks.list(SampleChecks.comparison(
                                "latency p99",
                                2_000,
                                0.97,
                                "pass",
                                "latency p99: at most 1.09 times as high as on the old release")))
                .checks(
                        "thresholds-production",
                        SampleChecks.list(
                                SampleChecks.threshold(
                                        "http /health",
                                        "fail",
                                        "3 of 10 measurements failed: answered 200 after 812 ms, wanted below 400 ms",
                                        Arrays.asList(
                                                120.0, 131.0, 118.0, 540.0, null, 610.0, 122.0, 812.0, 140.0, 139.0),
                                        400),
                                SampleChecks.answers(
                                        "alertmanager", "inconclusive", "no measurement 5 times in a row", "ppipeeeee"),
                                SampleChecks.answers("smoke tests", "pass", "12 of 12 tests passed", "p")))
                .checks(
                        "odd-production",
                        SampleChecks.list(
                                SampleChecks.threshold("all zero", "pass", "all well", Collections.nCopies(20, 0.0), 1),
                                SampleChecks.threshold(
                                        "all equal", "pass", "all well", Collections.nCopies(20, 200.0), 200.5),
                                SampleChecks.threshold(
                                        "tiny",
                                        "pass",
                                        "all well",
                                        List.of(1e-9, 2e-9, 1.5e-9, 1.2e-9, 4.9e-324, 1.1e-9),
                                        5e-9),
                                SampleChecks.threshold(
                                        "huge",
                                        "fail",
                                        "too large",
                                        List.of(-1.7e308, 1.7e308, 0.0, 3e12, 1e300, 9e307),
                                        1.0),
                                SampleChecks.threshold(
                                        "close together",
                                        "pass",
                                        "all well",
                                        List.of(1234567.1, 1234567.2, 1234567.3, 1234567.25),
                                        1234567.5)))
                .checks(
                        "many-production",
                        SampleChecks.list(
                                SampleChecks.comparison(
                                        "ten thousand",
                                        10_000,
                                        1.05,
                                        "inconclusive",
                                        "neither harm nor its absence is shown"),
                                SampleChecks.threshold(
                                        "gaps",
                                        "pass",
                                        "all well",
                                        IntStream.range(0, 10_000)
                                                .mapToObj(i -> i % 2000 > 1500 || i % 7 == 0
                                                        ? null
                                                        : (Double) (0.01 * (1 + Math.abs(dice.nextGaussian()))))
                                                .toList(),
                                        0.045)));
    }
}
