package io.jenkins.plugins.rollout.jenkins.topology;

/**
 * What is wrong with an edit, for its form.
 *
 * @param key of the edited item's value; empty if it is elsewhere, or the item as a whole
 * @param place the item where it is, if that isn't the edited one: {@code instance 'acme-uat', environment}; empty if it is
 */
public record EditProblem(boolean isError, String key, String place, String message) {
    boolean isAt(String wanted) {
        return place.isEmpty() && key.equals(wanted);
    }

    // Jelly reads properties.

    public String getKey() {
        return key;
    }

    public String getPlace() {
        return place;
    }

    public String getMessage() {
        return message;
    }
}
