package io.quayside.app.export;

import static io.quayside.app.export.Export.column;
import static io.quayside.app.export.StockExports.between;
import static io.quayside.app.export.StockExports.equal;

import io.quayside.app.http.Problem;
import io.quayside.app.persistence.RowStream;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.kernel.InvalidValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What could not be processed, and what happened on the connections. */
@Component
class HubExports {
    private final RowStream rows;

    HubExports(RowStream rows) {
        this.rows = rows;
    }

    /** Without its payload, which may be anything. */
    record LetterRow(
            UUID id,
            String stage,
            @Nullable UUID connectionId,
            String platform,
            String deliveryId,
            String topic,
            String reason,
            String field,
            DeadLetter.Status status,
            int replays,
            String resolution,
            Instant receivedAt,
            Instant parkedAt) {}

    Export<LetterRow> deadLetters() {
        return new Export<>(
                "dead-letters:read",
                List.of("status", "stage", "connectionId", "from", "to"),
                List.of(
                        column("id", LetterRow::id),
                        column("stage", LetterRow::stage),
                        column("connection_id", LetterRow::connectionId),
                        column("platform", LetterRow::platform),
                        column("delivery_id", LetterRow::deliveryId),
                        column("topic", LetterRow::topic),
                        column("reason", LetterRow::reason),
                        column("field", LetterRow::field),
                        column("status", LetterRow::status),
                        column("replays", LetterRow::replays),
                        column("resolution", LetterRow::resolution),
                        column("received_at", LetterRow::receivedAt),
                        column("parked_at", LetterRow::parkedAt)),
                (tenant, selection) -> {
                    Map<String, Object> parameters = new HashMap<>(Map.of("tenant", tenant.value()));
                    String narrowed = statuses(selection.status(), parameters)
                            + equal("stage", "stage", selection.stage(), parameters)
                            + equal("connection_id", "connection", selection.connection(), parameters)
                            + between("parked_at", selection.whenAndWhere(), parameters);
                    return rows.of(
                            "SELECT * FROM dead_letter WHERE tenant_id = :tenant" + narrowed
                                    + " ORDER BY parked_at DESC, id",
                            parameters,
                            (row, number) -> new LetterRow(
                                    row.getObject("id", UUID.class),
                                    row.getString("stage"),
                                    row.getObject("connection_id", UUID.class),
                                    row.getString("platform"),
                                    row.getString("delivery_id"),
                                    row.getString("topic"),
                                    row.getString("reason"),
                                    row.getString("field"),
                                    DeadLetter.Status.valueOf(row.getString("status")),
                                    row.getInt("replays"),
                                    row.getString("resolution"),
                                    row.getTimestamp("received_at").toInstant(),
                                    row.getTimestamp("parked_at").toInstant()));
                });
    }

    /** All of them when none is named. */
    private static String statuses(@Nullable List<String> named, Map<String, Object> parameters) {
        if (named == null || named.isEmpty()) {
            return "";
        }
        parameters.put(
                "statuses",
                named.stream()
                        .map(name -> Arrays.stream(DeadLetter.Status.values())
                                .filter(status -> status.name().equalsIgnoreCase(name.strip()))
                                .findFirst()
                                .orElseThrow(() -> Problem.invalid(
                                        "status",
                                        "'%s' is none of %s"
                                                .formatted(
                                                        InvalidValue.excerpt(name),
                                                        Arrays.toString(DeadLetter.Status.values()))))
                                .name())
                        .toArray(String[]::new));
        return " AND status = ANY(:statuses)";
    }

    record ActivityRow(UUID connectionId, String connection, String platform, String kind, String detail, Instant at) {}

    Export<ActivityRow> activity() {
        return new Export<>(
                "integrations:read",
                List.of("connectionId", "from", "to"),
                List.of(
                        column("connection_id", ActivityRow::connectionId),
                        column("connection", ActivityRow::connection),
                        column("platform", ActivityRow::platform),
                        column("kind", ActivityRow::kind),
                        column("detail", ActivityRow::detail),
                        column("at", ActivityRow::at)),
                (tenant, selection) -> {
                    Map<String, Object> parameters = new HashMap<>(Map.of("tenant", tenant.value()));
                    String narrowed = equal("a.connection_id", "connection", selection.connection(), parameters)
                            + between("a.occurred_at", selection.whenAndWhere(), parameters);
                    return rows.of(
                            "SELECT c.id, c.name, c.platform, a.kind, a.detail, a.occurred_at FROM connection_activity a"
                                    + " JOIN connection c ON c.tenant_id = a.tenant_id AND c.id = a.connection_id"
                                    + " WHERE a.tenant_id = :tenant" + narrowed
                                    + " ORDER BY a.occurred_at DESC, a.id DESC",
                            parameters,
                            (row, number) -> new ActivityRow(
                                    row.getObject(1, UUID.class),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getTimestamp(6).toInstant()));
                });
    }
}
