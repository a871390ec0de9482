package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Item;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class ItemListener implements ExtensionPoint {

    public ItemListener() {}

    public void onLoaded() {
        throw new UnsupportedOperationException();
    }

    public void onLocationChanged(Item item, String string, String string2) {
        throw new UnsupportedOperationException();
    }
}
