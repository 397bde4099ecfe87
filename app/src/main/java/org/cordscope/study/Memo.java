package org.cordscope.study;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers the results of a pure function for arguments that come again and again, as the values of a series do from file to
 * file. Forgets everything when it is full, so that its memory is bounded. Safe for several threads.
 */
public final class Memo<K, V> {
    private final Function<? super K, ? extends V> function;
    private final int most;
    private final Map<K, V> results = new ConcurrentHashMap<>();

    /** @param most how many results are remembered */
    public Memo(int most, Function<? super K, ? extends V> function) {
        if (most < 1) {
            throw new IllegalArgumentException("a memory holds something: " + most);
        }
        this.most = most;
        this.function = function;
    }

    public V of(K argument) {
        V known = results.get(argument);
        if (known != null) {
            return known;
        }
        V result = function.apply(argument);
        if (results.size() >= most) {
            results.clear();
        }
        results.put(argument, result);
        return result;
    }
}
