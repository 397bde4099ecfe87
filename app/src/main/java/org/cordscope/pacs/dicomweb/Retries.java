package org.cordscope.pacs.dicomweb;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a request is made again, and after what wait: the wait doubles, and is drawn between half of itself and all of it
 * so that several clients do not come back together.
 *
 * @param attempts in all, from 1
 * @param first wait after the first failure
 * @param longest wait of all
 */
public record Retries(int attempts, Duration first, Duration longest, RandomGenerator random, Sleeper sleeper) {

    /** Waits; an interrupt ends it. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    public Retries {
        if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "not a way to try again: " + attempts + " times after " + first + " to " + longest);
        }
    }

    /** Five times in half a minute. */
    public static Retries usual(RandomGenerator random) {
        return new Retries(
                5, Duration.ofSeconds(1), Duration.ofSeconds(30), random, time -> Thread.sleep(time.toMillis()));
    }

    /** The wait after so many failures, from 1. */
    public Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(30, failures - 1);
        long wait = Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis(wait / 2 + (wait < 2 ? 0 : random.nextLong(wait / 2 + 1)));
    }
}
