package hudson.remoting;

import java.io.IOException;

/** Mirrors org.jenkins-ci.main:remoting 3352.v17a_fb_4b_2773f. */
public interface VirtualChannel {

    <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException;
}
