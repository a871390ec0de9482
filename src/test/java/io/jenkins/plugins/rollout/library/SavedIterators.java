package io.jenkins.plugins.rollout.library;

import java.io.Serializable;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loops over lists, sets and maps can be saved in Jenkins, which replaces the JDK's iterators. As a category of Groovy. */
public final class SavedIterators {
    private SavedIterators() {}

    private static final class Cursor<E> implements Iterator<E>, Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // lists of Groovy are
        private final List<E> elements;

        private int next;

        Cursor(List<E> elements) {
            this.elements = elements;
        }

        @Override
        public boolean hasNext() {
            return next < elements.size();
        }

        @Override
        public E next() {
            return elements.get(next++);
        }
    }

    public static <E> Iterator<E> iterator(List<E> list) {
        return new Cursor<>(list);
    }

    public static <E> Iterator<E> iterator(Set<E> set) {
        return new Cursor<>(new ArrayList<>(set));
    }

    public static <K, V> Set<Map.Entry<K, V>> entrySet(Map<K, V> map) {
        Set<Map.Entry<K, V>> entries = new LinkedHashSet<>();
        map.forEach((key, value) -> entries.add(new SimpleImmutableEntry<>(key, value)));
        return entries;
    }

    public static <K> Set<K> keySet(Map<K, ?> map) {
        return new LinkedHashSet<>(map.keySet());
    }

    public static <V> Collection<V> values(Map<?, V> map) {
        return new ArrayList<>(map.values());
    }
}
