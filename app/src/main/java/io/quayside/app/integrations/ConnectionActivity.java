package io.quayside.app.integrations;

import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened on a connection, in plain words for its owner. */
@Component
public class ConnectionActivity {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    public ConnectionActivity(UnitOfWork unitOfWork, JdbcClient jdbc, Ids ids, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Joins the current unit of work.
     *
     * @param detail a sentence without secrets or a customer's data
     */
    public void record(TenantId tenant, ConnectionId connection, Kind kind, String detail) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO connection_activity (tenant_id, id, connection_id, kind, detail, occurred_at)
                                VALUES (?, ?, ?, ?, ?, ?)""")
                .params(
                        tenant.value(),
                        ids.next(),
                        connection.value(),
                        kind.name(),
                        detail,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update());
    }

    /** Newest first. */
    Page<Entry> list(TenantId tenant, ConnectionId connection, PageRequest page) {
        Cursor after = page.after(2).orElse(Cursor.of("9999-12-31T00:00:00Z", new UUID(-1, -1)));
        List<Entry> found = unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                SELECT id, kind, detail, occurred_at FROM connection_activity
                                WHERE tenant_id = ? AND connection_id = ? AND (occurred_at, id) < (?, ?)
                                ORDER BY occurred_at DESC, id DESC LIMIT ?""")
                .params(
                        tenant.value(),
                        connection.value(),
                        after.instant(0).atOffset(ZoneOffset.UTC),
                        after.uuid(1),
                        page.size() + 1)
                .query(Entry::read)
                .list());
        return Page.of(found, page.size(), last -> Cursor.of(last.at(), last.id()));
    }

    /** What an entry is about. */
    public enum Kind {
        CONNECTED,
        CHANGED,
        PAUSED,
        RESUMED,
        TESTED,
        SYNC,
        BROKEN,
        WEBHOOKS,
        COMPLETENESS,
        STOCK,
        WRITE_BACK,
        PRIVACY
    }

    record Entry(UUID id, Kind kind, String detail, Instant at) {
        static Entry read(ResultSet row, int number) throws SQLException {
            return new Entry(
                    row.getObject("id", UUID.class),
                    Kind.valueOf(row.getString("kind")),
                    row.getString("detail"),
                    row.getObject("occurred_at", OffsetDateTime.class).toInstant());
        }
    }
}
