package io.quayside.connectors.payload;

import io.quayside.domain.orders.Flag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What looked odd while one order was read. Not thread-safe: one for each order. */
public final class Findings {
    private static final int MOST = 20;
    private final String platform;
    private final Set<Flag> flags = new LinkedHashSet<>();

    /** @param platform as its owner writes it */
    public Findings(String platform) {
        this.platform = platform;
    }

    /** A value that was left out or mended; {@code path problem} is a sentence without its end. */
    public void setAside(String path, String problem) {
        if (flags.size() >= MOST) { // a payload that is wrong throughout needs no thousand flags
            return;
        }
        add(Flag.Code.SUSPICIOUS_VALUE, "%s %s; check the order in %s.".formatted(path, problem, platform));
    }

    public void add(Flag.Code code, String detail) {
        flags.add(new Flag(code, detail));
    }

    public List<Flag> flags() {
        return List.copyOf(flags);
    }
}
