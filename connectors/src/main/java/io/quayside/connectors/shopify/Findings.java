package io.quayside.connectors.shopify;

import io.quayside.domain.orders.Flag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What looked odd while one order was read. Not thread-safe: one for each order. */
final class Findings {
    private static final int MOST = 20;
    private final Set<Flag> flags = new LinkedHashSet<>();

    void setAside(String path, String problem) {
        if (flags.size() >= MOST) { // a payload that is wrong throughout needs no thousand flags
            return;
        }
        add(Flag.Code.SUSPICIOUS_VALUE, "%s %s; check the order in Shopify.".formatted(path, problem));
    }

    void add(Flag.Code code, String detail) {
        flags.add(new Flag(code, detail));
    }

    List<Flag> flags() {
        return List.copyOf(flags);
    }
}
