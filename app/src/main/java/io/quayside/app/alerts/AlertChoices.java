package io.quayside.app.alerts;

import io.quayside.app.alerts.Alerts.Alert;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.User;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each person wants to hear of by e-mail, and what they have heard. */
@Component
class AlertChoices {
    private static final int USUAL_MINUTES = 15;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Clock clock;

    AlertChoices(UnitOfWork unitOfWork, JdbcClient jdbc, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param everyMinutes at most one letter in this time */
    record Choice(Set<AlertKind> kinds, int everyMinutes) {
        static final Choice EVERYTHING = new Choice(EnumSet.allOf(AlertKind.class), USUAL_MINUTES);

        Choice {
            kinds = Set.copyOf(kinds);
        }
    }

    Choice of(TenantId tenant, UUID user) {
        return unitOfWork
                .run(tenant, () -> jdbc.sql(
                                "SELECT kinds, every_minutes FROM alert_choice WHERE tenant_id = ? AND user_id = ?")
                        .params(tenant.value(), user)
                        .query((row, number) -> new Choice(
                                Arrays.stream((String[]) row.getArray("kinds").getArray())
                                        .map(AlertKind::valueOf)
                                        .collect(Collectors.toSet()),
                                row.getInt("every_minutes")))
                        .optional())
                .orElse(Choice.EVERYTHING);
    }

    void choose(TenantId tenant, UUID user, Choice choice) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO alert_choice (tenant_id, user_id, kinds, every_minutes) VALUES (?, ?, ?, ?)
                        ON CONFLICT (tenant_id, user_id) DO UPDATE
                        SET kinds = excluded.kinds, every_minutes = excluded.every_minutes""")
                .params(tenant.value(), user, names(choice), choice.everyMinutes())
                .update());
    }

    private static String[] names(Choice choice) {
        return choice.kinds().stream().map(AlertKind::name).sorted().toArray(String[]::new);
    }

    /** What the person has to hear now; only one instance gets it. A letter that is not {@link #told} comes again later. */
    List<Alert> claim(User user) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return unitOfWork.run(user.tenantId(), () -> {
            Choice usual = Choice.EVERYTHING;
            jdbc.sql("INSERT INTO alert_choice (tenant_id, user_id, kinds, every_minutes) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING")
                    .params(user.tenantId().value(), user.id(), names(usual), usual.everyMinutes())
                    .update();
            List<Alert> news = jdbc.sql(
                            """
                            SELECT a.kind, a.subject, a.detail, a.raised_at FROM alert a
                            JOIN alert_choice c ON c.tenant_id = a.tenant_id AND c.user_id = ?
                            WHERE a.tenant_id = ? AND a.raised_at > c.told_until AND a.kind = ANY (c.kinds)
                              AND c.sent_at <= ?::timestamptz - make_interval(mins => c.every_minutes)
                            ORDER BY a.kind, a.subject LIMIT 1000""")
                    .params(user.id(), user.tenantId().value(), now)
                    .query(Alert::read)
                    .list();
            boolean mine = !news.isEmpty()
                    && jdbc.sql(
                                            """
                                            UPDATE alert_choice SET sent_at = ? WHERE tenant_id = ? AND user_id = ?
                                              AND sent_at <= ?::timestamptz - make_interval(mins => every_minutes)""")
                                    .params(now, user.tenantId().value(), user.id(), now)
                                    .update()
                            == 1;
            return mine ? news : List.of();
        });
    }

    void told(User user, List<Alert> alerts) {
        Optional<Instant> latest = alerts.stream().map(Alert::raisedAt).max(Instant::compareTo);
        latest.ifPresent(until -> unitOfWork.run(user.tenantId(), () -> jdbc.sql(
                        "UPDATE alert_choice SET told_until = ? WHERE tenant_id = ? AND user_id = ?")
                .params(until.atOffset(ZoneOffset.UTC), user.tenantId().value(), user.id())
                .update()));
    }
}
