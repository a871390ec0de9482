package io.jenkins.plugins.rollout.release;

/**
 * A file that a release consists of.
 *
 * @param path as the rollout file named it; its last part is the file's name
 * @param size in bytes
 * @param sha256 of its content, 64 hexadecimal digits in lower case
 */
public record Artifact(String path, long size, String sha256) {
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
