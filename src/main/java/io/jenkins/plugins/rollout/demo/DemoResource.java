package io.jenkins.plugins.rollout.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies the files that the demo brings with it. */
final class DemoResource {
    private DemoResource() {}

    /** @param name relative to this package's resources */
    static void copy(String name, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream resource = DemoResource.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new FileNotFoundException("the demo's own file " + name + " is missing from this build");
            }
            Files.copy(resource, target);
        }
    }
}
