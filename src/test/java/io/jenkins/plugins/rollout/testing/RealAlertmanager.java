package io.jenkins.plugins.rollout.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** An Alertmanager to which the test sends alerts and silences. */
public final class RealAlertmanager extends ExternalResource {
    private static final String CONFIGURATION = """
            route: {receiver: nobody}
            receivers: [{name: nobody}]
            inhibit_rules:
              - source_matchers: ['alertname="DatacenterDown"']
                target_matchers: ['alertname="Inhibited"']
            """;

    private final TemporaryFolder folder = new TemporaryFolder();
    private LoopbackProgram program;
    private String url;

    @Override
    protected void before() throws Throwable {
        LoopbackProgram.assumeInstalled("prometheus-alertmanager");
        folder.create();
        Path home = folder.getRoot().toPath();
        Files.writeString(home.resolve("alertmanager.yml"), CONFIGURATION);
        String address = "127.0.0.1:" + LoopbackProgram.freePort();
        url = "http://" + address;
        program = LoopbackProgram.start(
                home,
                url + "/-/ready",
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=alertmanager.yml",
                        "--storage.path=" + home.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=" + address));
    }

    @Override
    protected void after() {
        if (program != null) {
            program.stop();
        }
        folder.delete();
    }

    public String url() {
        return url;
    }

    /** @param json the alerts, as a list */
    public void send(String json) throws IOException, InterruptedException {
        post("/api/v2/alerts", json);
    }

    public void silence(String json) throws IOException, InterruptedException {
        post("/api/v2/silences", json);
    }

    private void post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LoopbackProgram.PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        var response = LoopbackProgram.CLIENT.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
    }
}
