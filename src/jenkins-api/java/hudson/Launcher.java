package hudson;

import hudson.remoting.VirtualChannel;
import java.io.IOException;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Launcher {

    protected Launcher(Launcher launcher) {}

    public VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public final class ProcStarter {

        private ProcStarter() {}

        public String[] envs() {
            throw new UnsupportedOperationException();
        }
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static class DecoratedLauncher extends Launcher {

        public DecoratedLauncher(Launcher inner) {
            super(null);
        }

        public Proc launch(Launcher.ProcStarter procStarter) throws IOException {
            throw new UnsupportedOperationException();
        }

        public Launcher getInner() {
            throw new UnsupportedOperationException();
        }
    }
}
