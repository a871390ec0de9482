package hudson.triggers;

import java.util.TimerTask;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class SafeTimerTask extends TimerTask {

    public SafeTimerTask() {}

    @Override
    public final void run() {
        throw new UnsupportedOperationException();
    }

    protected abstract void doRun() throws Exception;
}
