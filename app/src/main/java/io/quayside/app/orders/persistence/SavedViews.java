package io.quayside.app.orders.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Filters of the order list under names, each user's own. */
@Component
public class SavedViews {
    /** Of one user; more help nobody to find anything. */
    public static final int MOST = 100;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;

    SavedViews(UnitOfWork unitOfWork, JdbcClient jdbc, ObjectMapper json, Ids ids, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a view shows, in the words of the list's own parameters.
     *
     * @param placedWithinDays orders of the last so many days, whenever it is looked at
     */
    public record ViewFilters(
            @Nullable List<String> status,
            @Nullable List<String> flag,
            @Nullable String channel,
            @Nullable String connectionId,
            @Nullable String q,
            @Nullable String from,
            @Nullable String to,
            @Nullable Integer placedWithinDays) {}

    public record SavedView(UUID id, String name, ViewFilters filters, Instant createdAt) {}

    /** By name. */
    public List<SavedView> list(TenantId tenant, String owner) {
        return unitOfWork.run(
                tenant, () -> jdbc.sql("SELECT id, name, filters::text AS filters, created_at FROM saved_view"
                                + " WHERE tenant_id = ? AND owner = ? ORDER BY lower(name), id")
                        .params(tenant.value(), owner)
                        .query(this::read)
                        .list());
    }

    /**
     * @throws NameTaken when the owner has another view of that name
     * @throws TooMany when the owner has {@link #MOST} already
     */
    public SavedView add(TenantId tenant, String owner, String name, ViewFilters filters) {
        SavedView view = new SavedView(ids.next(), name, filters, clock.instant());
        return unitOfWork.run(tenant, () -> {
            if (list(tenant, owner).size() >= MOST) {
                throw new TooMany();
            }
            return named(() -> {
                jdbc.sql("INSERT INTO saved_view (tenant_id, id, owner, name, filters, created_at)"
                                + " VALUES (?, ?, ?, ?, ?::jsonb, ?)")
                        .params(
                                tenant.value(),
                                view.id(),
                                owner,
                                name,
                                written(filters),
                                Timestamp.from(view.createdAt()))
                        .update();
                return view;
            });
        });
    }

    /** Empty when the owner has no such view. @throws NameTaken when another one has that name */
    public Optional<SavedView> replace(TenantId tenant, String owner, UUID id, String name, ViewFilters filters) {
        return unitOfWork.run(
                tenant,
                () -> named(() -> jdbc.sql("UPDATE saved_view SET name = ?, filters = ?::jsonb"
                                + " WHERE tenant_id = ? AND owner = ? AND id = ?"
                                + " RETURNING id, name, filters::text AS filters, created_at")
                        .params(name, written(filters), tenant.value(), owner, id)
                        .query(this::read)
                        .optional()));
    }

    /** @return whether there was one */
    public boolean remove(TenantId tenant, String owner, UUID id) {
        return unitOfWork.run(
                        tenant, () -> jdbc.sql("DELETE FROM saved_view WHERE tenant_id = ? AND owner = ? AND id = ?")
                                .params(tenant.value(), owner, id)
                                .update())
                > 0;
    }

    private static <T> T named(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (DuplicateKeyException taken) {
            throw new NameTaken();
        }
    }

    private SavedView read(ResultSet row, int number) throws SQLException {
        try {
            return new SavedView(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    json.readValue(row.getString("filters"), ViewFilters.class),
                    row.getTimestamp("created_at").toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored view can't be read", e);
        }
    }

    private String written(ViewFilters filters) {
        try {
            return json.writeValueAsString(filters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("filters in memory can always be written", e);
        }
    }

    /** The name belongs to another view of the same owner. */
    public static final class NameTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The owner has as many views as one may have. */
    public static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
