package io.jenkins.plugins.rollout.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies the files that the demo brings with it. */
final class DemoResource {
    private DemoResource() {}

    /**
     * @param name relative to this package's resources
     * @return the copy, of the same file name
     */
    static Path copy(String name, Path folder) throws IOException {
        Path target = Files.createDirectories(folder).resolve(name.substring(name.lastIndexOf('/') + 1));
        try (InputStream resource = DemoResource.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new FileNotFoundException("the demo's own file " + name + " is missing from this build");
            }
            Files.copy(resource, target);
            return target;
        }
    }
}
