package jenkins.model;

import hudson.PluginManager;
import hudson.model.Computer;
import hudson.model.FingerprintMap;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Node;
import hudson.model.TopLevelItem;
import hudson.security.Permission;
import java.io.File;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.core.Authentication;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class Jenkins extends Node implements ItemGroup<TopLevelItem>, StaplerProxy {

    public static String SESSION_HASH;

    public static final Permission ADMINISTER = null;

    public static final Permission READ = null;

    private Jenkins() {}

    public static Jenkins get() throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public PluginManager getPluginManager() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getRootUrl() throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    public boolean isTerminating() {
        throw new UnsupportedOperationException();
    }

    public <T extends Item> T getItemByFullName(String string, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public FingerprintMap getFingerprintMap() {
        throw new UnsupportedOperationException();
    }

    public static Authentication getAuthentication2() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static class MasterComputer extends Computer {

        private MasterComputer() {
            super(null);
        }

        @Override
        public String getDisplayName() {
            throw new UnsupportedOperationException();
        }
    }
}
