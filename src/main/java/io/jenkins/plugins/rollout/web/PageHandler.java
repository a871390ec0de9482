package io.jenkins.plugins.rollout.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jenkins.plugins.rollout.web.StaticFiles.StaticFile;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what stands at which address:
 *
 * <pre>
 * /                                              the page
 * /app.js, /lib/lit-html/lit-html.js, …          its files
 * /api/rollouts                                  all rollouts
 * /api/rollouts/{id}?since=CURSOR                one rollout, or what changed in it
 * /api/rollouts/{id}/instances/{name}            an instance's story
 * /api/rollouts/{id}/instances/{name}/logs/{file}
 * </pre>
 */
final class PageHandler implements HttpHandler {
    private static final Logger LOG = Logger.getLogger(PageHandler.class.getName());
    private static final Pattern SINCE = Pattern.compile("(?:.*&)?since=([^&]*)(?:&.*)?");

    private final RolloutViews views;
    private final HostGuard guard;
    private final StaticFiles files = new StaticFiles();

    PageHandler(RolloutViews views, HostGuard guard) {
        this.views = views;
        this.guard = guard;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            respond(exchange).sendTo(exchange);
        }
    }

    private Response respond(HttpExchange exchange) {
        try {
            if (!guard.allows(exchange.getRequestHeaders().getFirst("Host"))) {
                return Response.error(421, "This server does not answer to that name. Use the address it printed.");
            }
            String method = exchange.getRequestMethod();
            if (!"GET".equals(method) && !"HEAD".equals(method)) {
                return Response.error(405, "The page only shows; it changes nothing. Use bin/rollout.")
                        .with("Allow", "GET, HEAD");
            }
            List<String> path = segments(exchange.getRequestURI().getRawPath());
            return "api".equals(path.get(0)) ? data(path, exchange) : file(path, exchange);
        } catch (IllegalArgumentException e) {
            return Response.error(400, "That is no address of this server: " + e.getMessage() + ".");
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Could not answer " + exchange.getRequestURI(), e);
            return Response.error(500, "The answer could not be made: " + e.getMessage());
        }
    }

    private Response file(List<String> path, HttpExchange exchange) {
        String name = String.join("/", path);
        Optional<StaticFile> file = name.isEmpty() ? Optional.of(files.index()) : files.find(name);
        if (file.isEmpty()) {
            return Response.error(404, "There is no such page.");
        }
        boolean unchanged =
                file.get().etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        return unchanged ? Response.notModified(file.get()) : Response.file(file.get());
    }

    private Response data(List<String> path, HttpExchange exchange) throws IOException {
        if (path.size() < 2 || !"rollouts".equals(path.get(1))) {
            return Response.error(404, "There is no such document.");
        }
        if (path.size() == 2) {
            return Response.json(views.rollouts());
        }
        String rollout = path.get(2);
        if (path.size() == 3) {
            return views.status(rollout, since(exchange.getRequestURI().getRawQuery()))
                    .map(Response::json)
                    .orElseGet(() -> Response.error(404, "There is no rollout " + rollout + " on record."));
        }
        if (path.size() == 5 && "instances".equals(path.get(3))) {
            return views.story(rollout, path.get(4))
                    .map(Response::json)
                    .orElseGet(
                            () -> Response.error(404, "Rollout " + rollout + " has no instance " + path.get(4) + "."));
        }
        if (path.size() == 7 && "instances".equals(path.get(3)) && "logs".equals(path.get(5))) {
            return log(rollout, path.get(4), path.get(6));
        }
        return Response.error(404, "There is no such document.");
    }

    private Response log(String rollout, String instance, String name) throws IOException {
        Optional<Path> file = isPlainName(name) ? views.log(rollout, instance, name) : Optional.empty();
        if (file.isEmpty()) {
            return Response.error(404, "There is no such log.");
        }
        try {
            return Response.text(LogTail.read(file.get()));
        } catch (NoSuchFileException e) {
            return Response.error(404, "The log is no longer there.");
        }
    }

    private static boolean isPlainName(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ');
    }

    private static OptionalLong since(String query) {
        Matcher since = SINCE.matcher(query == null ? "" : query);
        if (!since.matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(since.group(1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("since must be a number", e);
        }
    }

    /** Splits before it decodes: a name may contain slashes. */
    private static List<String> segments(String rawPath) {
        return Arrays.stream(rawPath.substring(1).split("/", -1))
                .map(PageHandler::decode)
                .toList();
    }

    private static String decode(String segment) {
        // URLDecoder reads forms, where a plus is a space; in a path it is a plus.
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
