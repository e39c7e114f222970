package io.quayside.app.integrations;

import io.quayside.domain.integrations.ConnectionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Remembers in memory that webhooks came, and notes it every few seconds: the hot path waits for no row of its
 * connection. What a crash forgets is a few seconds of it. Thread-safe.
 */
@Component
class WebhookPulse {
    private final ConnectionWatch watch;
    private final Map<ConnectionId, ConnectionWatch.Beat> beats = new ConcurrentHashMap<>();

    WebhookPulse(ConnectionWatch watch) {
        this.watch = watch;
    }

    void heard(ConnectionId connection, Instant at) {
        beats.merge(
                connection,
                new ConnectionWatch.Beat(connection, at, 1),
                (before, one) -> new ConnectionWatch.Beat(
                        connection,
                        one.last().isAfter(before.last()) ? one.last() : before.last(),
                        before.count() + 1));
    }

    void note() {
        List<ConnectionWatch.Beat> taken = new ArrayList<>();
        for (ConnectionId connection : List.copyOf(beats.keySet())) {
            ConnectionWatch.Beat beat = beats.remove(connection);
            if (beat != null) {
                taken.add(beat);
            }
        }
        if (!taken.isEmpty()) {
            watch.heard(taken);
        }
    }
}
