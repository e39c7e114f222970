package io.quayside.app.audit;

import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
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

/** The entries, append only. */
@Component
public class AuditTrail {
    private static final int LONGEST = 300;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    AuditTrail(UnitOfWork unitOfWork, JdbcClient jdbc, Ids ids, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param who the person's address or the API key's name
     * @param action what was done, in words
     * @param subject to what: the path of the API; holds no customer's data
     * @param status the HTTP status of the answer
     * @param address the caller's IP address
     */
    public void record(TenantId tenant, String who, String action, String subject, int status, String address) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO audit_entry (tenant_id, id, occurred_at, who, action, subject, status, address)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        tenant.value(),
                        ids.next(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        shortened(who),
                        shortened(action),
                        shortened(subject),
                        status,
                        shortened(address))
                .update());
    }

    /** Newest first. */
    Page<Entry> list(TenantId tenant, PageRequest page) {
        Cursor after = page.after(2).orElse(Cursor.of("9999-12-31T00:00:00Z", new UUID(-1, -1)));
        List<Entry> found = unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT id, occurred_at, who, action, subject, status, address FROM audit_entry
                        WHERE tenant_id = ? AND (occurred_at, id) < (?, ?)
                        ORDER BY occurred_at DESC, id DESC LIMIT ?""")
                .params(tenant.value(), after.instant(0).atOffset(ZoneOffset.UTC), after.uuid(1), page.size() + 1)
                .query(Entry::read)
                .list());
        return Page.of(found, page.size(), last -> Cursor.of(last.at(), last.id()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** @param status 2xx when it was done, else it was refused */
    record Entry(UUID id, Instant at, String who, String action, String subject, int status, String address) {
        static Entry read(ResultSet row, int number) throws SQLException {
            return new Entry(
                    row.getObject("id", UUID.class),
                    row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                    row.getString("who"),
                    row.getString("action"),
                    row.getString("subject"),
                    row.getInt("status"),
                    row.getString("address"));
        }
    }
}
