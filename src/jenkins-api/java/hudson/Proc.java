package hudson;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Proc {

    private Proc() {}
}
