package io.quayside.sandbox;

/** Fills by what calls cost and leaks at a steady rate. Thread-safe. */
public final class LeakyBucket {
    private final double size;
    private final double leakPerSecond;
    private double level;
    private long lastNanos = System.nanoTime();

    public LeakyBucket(double size, double leakPerSecond) {
        this.size = size;
        this.leakPerSecond = leakPerSecond;
    }

    /** Whether the call fits; one that does not costs nothing. */
    public synchronized boolean take(double cost) {
        leak();
        if (level + cost > size) {
            return false;
        }
        level += cost;
        return true;
    }

    /** What a call was charged before it was known to cost less. */
    public synchronized void giveBack(double cost) {
        leak();
        level = Math.max(0, level - cost);
    }

    public synchronized double free() {
        leak();
        return size - level;
    }

    public double size() {
        return size;
    }

    public double leakPerSecond() {
        return leakPerSecond;
    }

    private void leak() {
        long now = System.nanoTime();
        level = Math.max(0, level - (now - lastNanos) / 1e9 * leakPerSecond);
        lastNanos = now;
    }
}
