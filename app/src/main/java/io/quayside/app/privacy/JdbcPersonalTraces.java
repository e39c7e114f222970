package io.quayside.app.privacy;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.PersonalTraces;
import io.quayside.routes.normalize.RawPayloads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What orders left in other tables, found by the deliveries that told of them. */
@Repository
class JdbcPersonalTraces implements PersonalTraces {
    static final String ERASED = "Erased with the buyer's personal data.";

    private final JdbcClient jdbc;

    JdbcPersonalTraces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Delivery(UUID connection, String id) {}

    @Override
    public void erase(TenantId tenant, Collection<OrderState> orders) {
        UUID[] ids = orders.stream().map(order -> order.id().value()).toArray(UUID[]::new);
        List<Delivery> deliveries = deliveries(tenant, orders);
        payloads(tenant, orders, deliveries);
        letters(tenant, deliveries);
        timeline(tenant, ids);
        jdbc.sql("DELETE FROM idempotent_request WHERE tenant_id = ? AND order_id = ANY (?)")
                .params(tenant.value(), ids)
                .update();
        jdbc.sql("UPDATE channel_write SET reason = '', problem = ''"
                        + " WHERE tenant_id = ? AND order_id = ANY (?) AND status <> 'PENDING'")
                .params(tenant.value(), ids)
                .update();
    }

    private List<Delivery> deliveries(TenantId tenant, Collection<OrderState> orders) {
        return jdbc.sql(
                        """
                        SELECT d.connection_id, d.delivery_id FROM unnest(?::uuid[], ?::text[]) AS o (connection_id, external_id)
                        JOIN delivery d ON d.tenant_id = ? AND d.connection_id = o.connection_id
                            AND d.external_id = o.external_id""")
                .params(
                        orders.stream()
                                .map(order -> order.connectionId().value())
                                .toArray(UUID[]::new),
                        orders.stream()
                                .map(order -> order.content().externalId())
                                .toArray(String[]::new),
                        tenant.value())
                .query((row, number) -> new Delivery(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    private void payloads(TenantId tenant, Collection<OrderState> orders, List<Delivery> deliveries) {
        List<UUID> claims = new ArrayList<>();
        for (OrderState order : orders) {
            if (order.rawPayload() != null) {
                claims.add(order.rawPayload());
            }
        }
        deliveries.forEach(
                delivery -> claims.add(RawPayloads.claimOf(new ConnectionId(delivery.connection()), delivery.id())));
        jdbc.sql("DELETE FROM raw_payload WHERE tenant_id = ? AND id = ANY (?)")
                .params(tenant.value(), claims.toArray(UUID[]::new))
                .update();
    }

    /** A letter without its payload can't be replayed, so it is closed. */
    private void letters(TenantId tenant, List<Delivery> deliveries) {
        jdbc.sql(
                        EMPTIED_LETTER
                                + """
                         FROM unnest(?::uuid[], ?::text[]) AS d (connection_id, delivery_id)
                        WHERE l.tenant_id = ? AND l.connection_id = d.connection_id AND l.delivery_id = d.delivery_id""")
                .params(
                        ERASED,
                        deliveries.stream().map(Delivery::connection).toArray(UUID[]::new),
                        deliveries.stream().map(Delivery::id).toArray(String[]::new),
                        tenant.value())
                .update();
    }

    /** Has one parameter, the resolution of letters that were open, and is followed by the condition. */
    static final String EMPTIED_LETTER =
            """
            UPDATE dead_letter l SET payload = '', original = NULL, detail = '', resolution =
                CASE l.status WHEN 'OPEN' THEN ? ELSE l.resolution END,
                resolved_at = coalesce(l.resolved_at, now()),
                status = CASE l.status WHEN 'OPEN' THEN 'DISCARDED' ELSE l.status END
            """;

    /** The entries stay; of their values those go that are the buyer's or may be. */
    private void timeline(TenantId tenant, UUID[] orders) {
        erase("order_event", "order_id", tenant, orders);
        erase(
                "webhook_message",
                "aggregate_id",
                tenant,
                Stream.of(orders).map(UUID::toString).toArray(String[]::new));
    }

    private void erase(String events, String order, TenantId tenant, Object[] orders) {
        jdbc.sql(
                        """
                        UPDATE %s SET payload = CASE type
                            WHEN 'OrderHeld' THEN jsonb_set(payload, '{reasons}', jsonb_build_array(:erased::text))
                            WHEN 'ShipGroupHeld' THEN jsonb_set(payload, '{reason}', to_jsonb(:erased::text))
                            WHEN 'OrderSplit' THEN jsonb_set(payload, '{note}', to_jsonb(:erased::text))
                            ELSE jsonb_set(payload, '{changes}', (
                                SELECT coalesce(jsonb_agg(CASE
                                    WHEN c ->> 'field' ~ '^(customer|shippingAddress|billingAddress|note|refunds|flags)$'
                                    THEN jsonb_build_object(
                                        'field', c -> 'field', 'before', :erased::text, 'after', :erased::text)
                                    WHEN c ->> 'field' ~ '^(attributes|lines\\[.*\\]\\.properties)(\\.|$)' -- a name may tell, too
                                    THEN jsonb_build_object(
                                        'field', regexp_replace(c ->> 'field', '(attributes|properties)\\..*', '\\1'),
                                        'before', :erased::text, 'after', :erased::text)
                                    ELSE c END), '[]')
                                FROM jsonb_array_elements(payload -> 'changes') AS c))
                            END
                        WHERE tenant_id = :tenant AND %s = ANY (:orders)
                            AND type IN ('OrderUpdated', 'OrderEdited', 'OrderHeld', 'ShipGroupHeld', 'OrderSplit')"""
                                .formatted(events, order))
                .param("erased", ERASED)
                .param("tenant", tenant.value())
                .param("orders", orders)
                .update();
    }
}
