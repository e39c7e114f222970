package io.quayside.routes.jmsbatch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message as routes see it: bytes and our own headers, all text. Nothing else of a JMS message comes in or goes out,
 * so a sender can't reach Camel's or the broker's control headers in any letter case (CVE-2026-40453).
 *
 * @param group keeps messages on one consumer while nothing fails; order never rests on it
 * @param duplicateId the broker drops a second message with it; an optimization, never the guarantee
 */
public record QueueMessage(
        Map<String, String> headers, byte[] body, Optional<String> group, Optional<String> duplicateId) {
    public QueueMessage {
        headers = Map.copyOf(headers);
    }

    public QueueMessage(Map<String, String> headers, byte[] body) {
        this(headers, body, Optional.empty(), Optional.empty());
    }

    /** Empty when the header is absent. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public QueueMessage with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new QueueMessage(more, body, group, duplicateId);
    }
}
