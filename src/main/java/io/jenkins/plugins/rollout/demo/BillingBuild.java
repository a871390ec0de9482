package io.jenkins.plugins.rollout.demo;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Builds a release of billing as a build server would: sources, {@code javac}, {@code billing.jar}, and that in
 * {@code dist/billing-<version>.tar.gz}. The same sources give the same bytes.
 */
final class BillingBuild {
    static final BillingBuild V4_1_0 = new BillingBuild(
            "4.1.0",
            Map.of(),
            List.of("Billing", "Invoice", "Invoices", "TaxEngine", "Taxes", "TaxesUnavailableException"));
    /** A harmless one. */
    static final BillingBuild V4_1_1 = new BillingBuild("4.1.1", V4_1_0.sources, List.of("TaxEngine"));

    static final BillingBuild V4_2_0 =
            new BillingBuild("4.2.0", V4_1_0.sources, List.of("CertificateRegistry", "Exemptions", "Taxes"));

    private static final String PACKAGE_FOLDER = "com/example/billing";
    private static final String MAIN_CLASS = "com.example.billing.Billing";
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final String version;
    /** By class, the version whose source it is: a version brings only what it changed. */
    private final Map<String, String> sources;

    private BillingBuild(String version, Map<String, String> inherited, List<String> changed) {
        this.version = version;
        sources = new TreeMap<>(inherited);
        changed.forEach(name -> sources.put(name, version));
    }

    String version() {
        return version;
    }

    /** @return the release's file */
    Path build(Path workspace) throws IOException, InterruptedException {
        String name = "billing-" + version;
        Path build = Files.createDirectories(workspace.resolve("build").resolve(name));
        Path dist = Files.createDirectories(workspace.resolve("dist"));
        Path classes = compile(copySources(workspace.resolve("src").resolve(name)), build.resolve("classes"));
        jar(classes, build.resolve(InstalledRelease.JAR));
        Path release = dist.resolve(name + ".tar.gz");
        tar(build, InstalledRelease.JAR, release);
        return release;
    }

    private List<Path> copySources(Path folder) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            String resource = "billing-%s/%s/%s.java".formatted(source.getValue(), PACKAGE_FOLDER, source.getKey());
            copies.add(DemoResource.copy(resource, folder.resolve(PACKAGE_FOLDER)));
        }
        return copies;
    }

    private Path compile(List<Path> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new InvalidInputException("the demo compiles the releases that it deploys, and this Java in "
                    + System.getProperty("java.home") + " has no compiler: run it with a JDK 17");
        }
        Files.createDirectories(classes);
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager fileManager =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("--release", "17", "-proc:none", "-classpath", "", "-d", classes.toString());
            boolean compiled = compiler.getTask(
                            problems, fileManager, null, options, null, fileManager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IOException("billing " + version + " does not compile: " + problems);
            }
        }
        return classes;
    }

    private void jar(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(classes)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            add(out, "META-INF/MANIFEST.MF", manifest());
            for (Path each : files) {
                add(out, classes.relativize(each).toString(), Files.readAllBytes(each));
            }
        }
    }

    private byte[] manifest() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, MAIN_CLASS);
        attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private static void tar(Path folder, String file, Path archive) throws IOException, InterruptedException {
        List<String> command = List.of(
                "tar",
                "--format=ustar",
                "--mtime=2026-01-01 00:00:00Z",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--mode=0644",
                "--use-compress-program=gzip -n",
                "--create",
                "--file=" + archive.toAbsolutePath(),
                file);
        Process tar = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tar.waitFor() != 0) {
            throw new IOException("tar could not write " + archive + ": " + output);
        }
    }
}
