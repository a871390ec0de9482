package hudson.model;

import java.io.PrintStream;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface TaskListener extends Serializable {

    PrintStream getLogger();
}
