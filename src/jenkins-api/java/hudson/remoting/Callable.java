package hudson.remoting;

import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:remoting 3352.v17a_fb_4b_2773f. */
public interface Callable<V, T extends Throwable> extends Serializable {

    V call() throws T;
}
