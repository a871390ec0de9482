package net.sf.json;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Mirrors org.kohsuke.stapler:json-lib 2.4-jenkins-15. */
@SuppressWarnings("rawtypes")
public final class JSONObject implements Serializable, Map<String, Object> {

    private JSONObject() {}

    public static JSONObject fromObject(Object object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean containsKey(Object object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean containsValue(Object object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set entrySet() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object get(Object object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> keySet() {
        throw new UnsupportedOperationException();
    }

    public Object get(String string) {
        throw new UnsupportedOperationException();
    }

    public int optInt(String string) {
        throw new UnsupportedOperationException();
    }

    public String optString(String string) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object put(String string, Object object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(Map map) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object remove(Object object) {
        throw new UnsupportedOperationException();
    }

    public Object remove(String string) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int size() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Collection values() {
        throw new UnsupportedOperationException();
    }
}
