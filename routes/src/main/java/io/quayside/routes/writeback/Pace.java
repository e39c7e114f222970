package io.quayside.routes.writeback;

import java.time.Duration;

/**
 * How much slower than allowed a host is to be asked, by how its answers slow down against its own usual: a merchant's
 * shop on a small host gives in under load long before it says so (field-lesson 30). Answers within half a second are
 * never slow. Thread-safe.
 */
final class Pace {
    private static final double NEVER_SLOW_MILLIS = 500;
    private static final double SLOWEST = 0.1;
    /** Weight of the newest answer in what counts as now, and in what counts as usual when it is slower than that. */
    private static final double NOW = 0.2;

    private static final double USUAL = 0.002;
    private double nowMillis;
    private double usualMillis;

    synchronized void took(Duration answer) {
        double millis = Math.max(NEVER_SLOW_MILLIS, answer.toNanos() / 1e6);
        if (usualMillis == 0) {
            usualMillis = NEVER_SLOW_MILLIS;
            nowMillis = NEVER_SLOW_MILLIS;
        }
        nowMillis += NOW * (millis - nowMillis);
        usualMillis += (millis < usualMillis ? NOW : USUAL) * (millis - usualMillis);
    }

    /** From 1, as fast as allowed, down to a tenth of it. */
    synchronized double factor() {
        return nowMillis == 0 ? 1 : Math.max(SLOWEST, Math.min(1, usualMillis / nowMillis));
    }
}
