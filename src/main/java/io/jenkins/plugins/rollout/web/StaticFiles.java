package io.jenkins.plugins.rollout.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's own files, and those of lit-html under {@code lib/lit-html/}, from the class path.
 *
 * <p>What may be asked for is said by the shape of its name: no name of that shape leads out of its folder, to a class
 * file or to lit-html's development build.
 */
public final class StaticFiles {
    private static final Pattern OWN = Pattern.compile("[a-z]+\\.(html|css|js|svg)");
    private static final Pattern LIT = Pattern.compile("lib/lit-html/((?:directives/)?[a-z-]+\\.js)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final String litFolder = litFolder();
    private final Map<String, StaticFile> known = new ConcurrentHashMap<>();

    /**
     * A file as it is sent.
     *
     * @param etag changes with the content
     */
    public record StaticFile(String type, byte[] content, String etag) {}

    /** @param path relative to the page, such as {@code app.js} or {@code lib/lit-html/directives/repeat.js} */
    public Optional<StaticFile> find(String path) {
        StaticFile file = known.get(path);
        if (file == null) {
            file = load(path);
            if (file != null) {
                known.put(path, file);
            }
        }
        return Optional.ofNullable(file);
    }

    private StaticFile load(String path) {
        String resource = resource(path);
        if (resource == null) {
            return null;
        }
        try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                return null;
            }
            byte[] content = in.readAllBytes();
            return new StaticFile(TYPES.get(path.substring(path.lastIndexOf('.') + 1)), content, etag(content));
        } catch (IOException e) {
            throw new UncheckedIOException("The page's file " + path + " can't be read", e);
        }
    }

    private String resource(String path) {
        if (OWN.matcher(path).matches()) {
            return path;
        }
        Matcher lit = LIT.matcher(path);
        return lit.matches() ? litFolder + lit.group(1) : null;
    }

    /** The folder carries the version; the library's own description says which that is. */
    private static String litFolder() {
        Properties library = new Properties();
        try (InputStream in =
                StaticFiles.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/lit-html/pom.properties")) {
            if (in == null) {
                throw new IllegalStateException(
                        "lit-html is not on the class path; the page can't be shown without it");
            }
            library.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The description of lit-html can't be read", e);
        }
        return "/META-INF/resources/webjars/lit-html/" + library.getProperty("version") + "/";
    }

    private static String etag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The page itself, without the host's own frame around it. */
    StaticFile index() {
        return find("index.html").orElseThrow(() -> new IllegalStateException("index.html is not on the class path"));
    }
}
