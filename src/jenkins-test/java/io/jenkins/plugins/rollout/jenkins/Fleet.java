package io.jenkins.plugins.rollout.jenkins;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.rules.ExternalResource;

/**
 * Three customers' instances that answer over HTTP, at {@code /acme/…} and so on: {@code acme-production}, {@code
 * borealis-production} and {@code cygnus-production}.
 */
public final class Fleet extends ExternalResource {
    private static final List<String> CUSTOMERS = List.of("acme", "borealis", "cygnus");

    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, String> bad = new ConcurrentHashMap<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile Runnable onRequest = () -> {};

    @Override
    protected void before() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String customer = exchange.getRequestURI().getPath().split("/")[1];
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(authorization == null ? "" : authorization);
            asked.add(customer);
            onRequest.run();
            byte[] body = ("{\"echo\":\"" + authorization + "\"}").getBytes();
            boolean isBad = exchange.getRequestURI().getPath().contains(bad.getOrDefault(customer, "no version"));
            exchange.sendResponseHeaders(isBad ? 500 : statuses.getOrDefault(customer, 200), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @Override
    protected void after() {
        server.stop(0);
    }

    /** Makes them the topology of the controller, all well. */
    public void install() {
        statuses.clear();
        bad.clear();
        authorizations.clear();
        asked.clear();
        onRequest = () -> {};
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        String customers = CUSTOMERS.stream()
                .map(name -> "  - {name: " + name + ", ring: " + (CUSTOMERS.indexOf(name) + 1) + ", labels: {tier: "
                        + (name.equals("acme") ? "gold" : "silver") + "}}")
                .collect(Collectors.joining("\n"));
        TopologyConfiguration.get()
                .replace(
                        "environments:\n  - name: production\ncustomers:\n" + customers
                                + "\nservices:\n  - name: billing\ninstanceTemplates:\n"
                                + "  - name: \"{customer}-{environment}\"\n    customers: all\n"
                                + "    environments: [production]\n    url: \"" + url + "/{customer}\"\n",
                        "for a test");
    }

    /** Makes a customer's instance fail wherever a version stands in the path that it is asked for. */
    public void failsWith(String customer, String version) {
        bad.put(customer, version);
    }

    /** @param status that a customer's instance answers with from now on */
    public void answers(String customer, int status) {
        statuses.put(customer, status);
    }

    /** Called in the middle of each request. */
    public void onRequest(Runnable hook) {
        onRequest = hook;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    /** The customers whose instances were asked, one for each request. */
    public List<String> asked() {
        return asked;
    }
}
