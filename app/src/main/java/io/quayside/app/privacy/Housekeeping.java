package io.quayside.app.privacy;

import io.quayside.app.persistence.SystemWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Throws away what was kept for audit and for repetitions and is too old for both. In small transactions, so that nobody
 * waits and a stop loses nothing; one instance at a time.
 */
@Component
class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final String ONLY_ONE = "SELECT pg_try_advisory_xact_lock(8154, 1)";
    private static final int BATCH = 2_000;

    private final SystemWork system;
    private final JdbcClient jdbc;
    private final PrivacySettings settings;
    private final Clock clock;

    Housekeeping(SystemWork system, JdbcClient jdbc, PrivacySettings settings, Clock clock) {
        this.system = system;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "${quayside.privacy.sweep-every:1h}")
    void sweep() {
        long payloads = remove("raw_payload", "received_at", settings.keepPayloads());
        long deliveries = remove("delivery", "claimed_at", settings.keepDeliveries());
        long requests = remove("idempotent_request", "created_at", settings.keepRequests());
        long told = remove("webhook_message", "created_at", settings.keepWebhooks());
        long certificates = remove("completeness", "hour", settings.keepCertificates());
        long erasures = remove("buyer_erasure", "done_at", settings.keepErasures());
        if (payloads + deliveries + requests + told + certificates + erasures > 0) {
            LOG.info(
                    "threw away {} old payloads, {} deliveries, {} answered requests, {} webhooks sent, {} certificates"
                            + " of completeness and {} records of erasures",
                    payloads,
                    deliveries,
                    requests,
                    told,
                    certificates,
                    erasures);
        }
    }

    private long remove(String table, String time, Duration keep) {
        Timestamp before = Timestamp.from(clock.instant().minus(keep));
        long sum = 0;
        int removed;
        do {
            removed = system.run(() -> jdbc.sql(ONLY_ONE).query(Boolean.class).single()
                    ? jdbc.sql("DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s < ? LIMIT ?))"
                                    .formatted(table, time))
                            .params(before, BATCH)
                            .update()
                    : 0);
            sum += removed;
        } while (removed == BATCH);
        return sum;
    }
}
