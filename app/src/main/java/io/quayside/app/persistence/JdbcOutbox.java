package io.quayside.app.persistence;

import io.quayside.routes.relay.Outbox;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Reads unsent rows in the order they were written, by one instance at a time. Sequence numbers are not the order of
 * commits, but a row is only gone once it was sent, so a late commit is never skipped; and the events of one aggregate
 * commit in their order, because its writers hold its lock.
 */
@Repository
public class JdbcOutbox implements Outbox {
    /** Any number that no other advisory lock of the program uses; order keys are hashes, so two-key form it is. */
    private static final String ONLY_ONE = "SELECT pg_try_advisory_xact_lock(8151, 1)";

    private final JdbcTemplate jdbc;
    private final SystemWork systemWork;
    private final WebhookFanOut webhooks;

    public JdbcOutbox(JdbcTemplate jdbc, SystemWork systemWork) {
        this.jdbc = jdbc;
        this.systemWork = systemWork;
        this.webhooks = new WebhookFanOut(jdbc);
    }

    @Override
    public int relay(int most, Consumer<List<Entry>> publish) {
        return systemWork.run(() -> {
            if (!Boolean.TRUE.equals(jdbc.queryForObject(ONLY_ONE, Boolean.class))) {
                return 0;
            }
            List<Row> rows = jdbc.query(
                    """
                    SELECT seq, event_id, tenant_id, aggregate_type, aggregate_id, aggregate_version, type, occurred_at,
                        payload::text
                    FROM outbox ORDER BY seq LIMIT ?
                    """,
                    (row, index) -> new Row(
                            row.getLong(1),
                            new Entry(
                                    row.getObject(2, UUID.class),
                                    row.getObject(3, UUID.class),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getLong(6),
                                    row.getString(7),
                                    row.getTimestamp(8).toInstant(),
                                    row.getString(9))),
                    most);
            if (!rows.isEmpty()) {
                publish.accept(rows.stream().map(Row::entry).toList());
                webhooks.remember(rows.stream().map(Row::seq).toList());
                jdbc.update(
                        "DELETE FROM outbox WHERE seq = ANY (?::bigint[])",
                        Rows.of(rows).bigint(Row::seq));
            }
            return rows.size();
        });
    }

    private record Row(long seq, Entry entry) {}
}
