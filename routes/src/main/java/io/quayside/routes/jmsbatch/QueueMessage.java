package io.quayside.routes.jmsbatch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message as routes see it: bytes and our own headers, all text. Nothing else of a JMS message comes in or goes out,
 * so a sender can't reach Camel's or the broker's control headers in any letter case (CVE-2026-40453).
 *
 * @param group keeps messages on one consumer while nothing fails; order never rests on it
 *     <p>There is no duplicate-detection id on purpose: in a transacted session one that the broker knows fails the whole
 *     commit, so that a sender who repeats himself would be told to come back, and a relay that was stopped between
 *     broker and database would never get on. Receivers recognize what they had.
 */
public record QueueMessage(Map<String, String> headers, byte[] body, Optional<String> group) {
    public QueueMessage {
        headers = Map.copyOf(headers);
    }

    public QueueMessage(Map<String, String> headers, byte[] body) {
        this(headers, body, Optional.empty());
    }

    /** Empty when the header is absent. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public QueueMessage with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new QueueMessage(more, body, group);
    }
}
