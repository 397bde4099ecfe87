package org.cordscope.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Slows guessing down: after five wrong passwords in a row for a name, or twenty from an address, further tries wait, twice as
 * long after each.
 */
public final class LoginLimit {
    private static final int FREE_BY_NAME = 5;
    private static final int FREE_BY_ADDRESS = 20;
    private static final int MOST_DOUBLINGS = 9;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Map<String, Failures> failures = new HashMap<>();
    private final Clock clock;

    public LoginLimit(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last, Instant openFrom) {}

    /**
     * Begins a try. It counts as a wrong one of its name until it has {@link #succeeded}: of tries at the same time no more pass
     * than of tries one after the other.
     *
     * @return how long this name and address must wait before the next try; zero where this one may go on
     */
    public synchronized Duration begin(String name, String address) {
        Duration byName = left(nameKey(name));
        Duration byAddress = left(addressKey(address));
        Duration wait = byName.compareTo(byAddress) > 0 ? byName : byAddress;
        if (wait.isZero()) {
            forgetOld();
            count(nameKey(name), FREE_BY_NAME);
        }
        return wait;
    }

    /** The try was a wrong one. Many people share an address, so that only these count for it. */
    public synchronized void failed(String address) {
        count(addressKey(address), FREE_BY_ADDRESS);
    }

    public synchronized void succeeded(String name) {
        failures.remove(nameKey(name));
    }

    private Duration left(String key) {
        Failures known = failures.get(key);
        Duration left = known == null ? Duration.ZERO : Duration.between(clock.instant(), known.openFrom());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void count(String key, int free) {
        Failures before = failures.get(key);
        int count = before == null ? 1 : before.count() + 1;
        Instant now = clock.instant();
        Duration wait =
                count < free ? Duration.ZERO : FIRST_WAIT.multipliedBy(1L << Math.min(MOST_DOUBLINGS, count - free));
        failures.put(key, new Failures(count, now, now.plus(wait)));
    }

    private void forgetOld() {
        Instant old = clock.instant().minus(FORGOTTEN_AFTER);
        failures.values().removeIf(f -> f.last().isBefore(old));
        if (failures.size() > MOST_REMEMBERED) {
            failures.values().removeIf(f -> f.count() < FREE_BY_NAME);
        }
    }

    private static String nameKey(String name) {
        return "name "
                + name.substring(0, Math.min(name.length(), LONGEST_NAME)).toLowerCase(Locale.ROOT);
    }

    private static String addressKey(String address) {
        return "address " + address;
    }
}
