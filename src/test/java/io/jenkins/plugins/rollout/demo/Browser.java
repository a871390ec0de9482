package io.jenkins.plugins.rollout.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks an instance, and takes the time. */
final class Browser {
    private final HttpClient http = HttpClient.newHttpClient();

    Answer get(DemoInstance instance, String path) throws IOException, InterruptedException {
        return send("GET", instance, path);
    }

    Answer send(String method, DemoInstance instance, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(instance.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10))
                .build();
        long began = System.nanoTime();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), Duration.ofNanos(System.nanoTime() - began));
    }

    record Answer(int status, String body, Duration took) {}
}
