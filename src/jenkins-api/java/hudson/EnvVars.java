package hudson;

import java.util.TreeMap;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class EnvVars extends TreeMap<String, String> {

    private EnvVars() {}

    @Override
    public String put(String string, String string2) {
        throw new UnsupportedOperationException();
    }
}
