package io.quayside.app.privacy;

import io.quayside.app.orders.persistence.OrderList;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.ErasePersonalData;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderKey;
import io.quayside.domain.orders.OrderState;
import io.quayside.routes.normalize.RawPayloads;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases one buyer on demand: their own wish (GDPR, article 17), or a platform's word for it such as Shopify's {@code
 * customers/redact} and eBay's account deletion. Safe to repeat.
 */
@Component
public class EraseBuyer {
    private static final int BATCH = 200;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final OrderList orders;
    private final ErasePersonalData erasePersonalData;

    EraseBuyer(UnitOfWork unitOfWork, JdbcClient jdbc, OrderList orders, ErasePersonalData erasePersonalData) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.orders = orders;
        this.erasePersonalData = erasePersonalData;
    }

    /**
     * Who it is; an order is theirs when any part fits.
     *
     * @param connection where the buyer's and the orders' own ids are from; e-mail and phone are looked for in all
     *     connections when absent
     * @param customerExternalId the channel's id of the buyer; needs the connection
     * @param orderExternalIds the channel's ids of their orders; need the connection
     */
    public record Buyer(
            @Nullable ConnectionId connection,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String customerExternalId,
            List<String> orderExternalIds) {
        public Buyer {
            orderExternalIds = List.copyOf(orderExternalIds);
        }

        private boolean is(OrderState order) {
            CanonicalOrder content = order.content();
            if (connection != null && !connection.equals(order.connectionId())) {
                return false;
            }
            CanonicalOrder.Customer customer = content.customer();
            boolean sameEmail = email != null
                    && customer != null
                    && customer.email() != null
                    && email.strip().equalsIgnoreCase(customer.email().strip());
            boolean sameId = connection != null
                    && customerExternalId != null
                    && customer != null
                    && customerExternalId.equals(customer.externalId());
            return sameEmail || sameId || (phone != null && phonesOf(content).anyMatch(digits(phone)::equals));
        }

        private static Stream<String> phonesOf(CanonicalOrder content) {
            return Stream.of(
                            Optional.ofNullable(content.customer()).map(CanonicalOrder.Customer::phone),
                            Optional.ofNullable(content.shippingAddress()).map(Address::phone),
                            Optional.ofNullable(content.billingAddress()).map(Address::phone))
                    .flatMap(Optional::stream)
                    .map(Buyer::digits);
        }

        static String digits(String phone) {
            return phone.replaceAll("\\D+", "");
        }

        /** Without whom it names. */
        @Override
        public String toString() {
            return "Buyer[]";
        }
    }

    /**
     * @param orders that are without a buyer now
     * @param waitingForShipment orders that are erased once they are shipped
     * @param deadLetters whose payload was erased
     */
    public record ErasureOutcome(int orders, int waitingForShipment, int deadLetters) {}

    /** @param reason for the orders' timelines, such as {@code The buyer's wish} */
    public ErasureOutcome erase(TenantId tenant, Buyer buyer, String reason) {
        List<OrderId> theirs = new ArrayList<>(find(tenant, buyer));
        ErasePersonalData.Outcome sum = ErasePersonalData.Outcome.NOTHING;
        for (int from = 0; from < theirs.size(); from += BATCH) {
            List<OrderId> batch = theirs.subList(from, Math.min(theirs.size(), from + BATCH));
            sum = sum.plus(erasePersonalData.erase(tenant, batch, reason));
        }
        return new ErasureOutcome(sum.erased(), sum.waiting(), unitOfWork.run(tenant, () -> letters(tenant, buyer)));
    }

    /**
     * Erases all buyers of a connection, such as after the shop took the app away.
     *
     * @param reason as above
     */
    public ErasureOutcome eraseEverybody(TenantId tenant, ConnectionId connection, String reason) {
        ErasePersonalData.Outcome sum = ErasePersonalData.Outcome.NOTHING;
        OrderId last = new OrderId(new UUID(0, 0));
        List<OrderId> batch;
        do {
            batch = after(tenant, connection, last);
            if (!batch.isEmpty()) {
                sum = sum.plus(erasePersonalData.erase(tenant, batch, reason));
                last = batch.get(batch.size() - 1);
            }
        } while (batch.size() == BATCH);
        int letters = unitOfWork.run(tenant, () -> {
            jdbc.sql("DELETE FROM raw_payload WHERE tenant_id = ? AND connection_id = ?")
                    .params(tenant.value(), connection.value())
                    .update();
            return jdbc.sql(JdbcPersonalTraces.EMPTIED_LETTER
                            + " WHERE l.tenant_id = ? AND l.connection_id = ? AND length(l.payload) > 0")
                    .params(JdbcPersonalTraces.ERASED, tenant.value(), connection.value())
                    .update();
        });
        return new ErasureOutcome(sum.erased(), sum.waiting(), letters);
    }

    /** By id, as those that wait for their shipment would be found again and again by what they are. */
    private List<OrderId> after(TenantId tenant, ConnectionId connection, OrderId last) {
        return unitOfWork.run(
                tenant, () -> jdbc.sql("SELECT id FROM orders WHERE tenant_id = ? AND connection_id = ? AND id > ?"
                                + " AND personal_data <> 'ERASED' ORDER BY id LIMIT ?")
                        .params(tenant.value(), connection.value(), last.value(), BATCH)
                        .query((row, number) -> new OrderId(row.getObject(1, UUID.class)))
                        .list());
    }

    private Set<OrderId> find(TenantId tenant, Buyer buyer) {
        Set<OrderId> found = new LinkedHashSet<>();
        List<String> words = new ArrayList<>();
        Optional.ofNullable(buyer.email())
                .ifPresent(email -> words.add(email.strip().toLowerCase(Locale.ROOT)));
        Optional.ofNullable(buyer.phone()).map(Buyer::digits).ifPresent(words::add);
        Optional.ofNullable(buyer.customerExternalId()).ifPresent(id -> words.add(id.toLowerCase(Locale.ROOT)));
        words.removeIf(String::isEmpty);
        for (String word : words) {
            orders.withWord(tenant, word).stream()
                    .filter(buyer::is)
                    .map(OrderState::id)
                    .forEach(found::add);
        }
        ConnectionId connection = buyer.connection();
        if (connection != null) {
            for (String externalId : buyer.orderExternalIds()) {
                orders.find(tenant, new OrderKey(connection, externalId))
                        .map(OrderState::id)
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** Payloads that could not be read are found by the text in them; a channel's own name only where it stands whole. */
    private int letters(TenantId tenant, Buyer buyer) {
        int erased = 0;
        ConnectionId connection = buyer.connection();
        String name = connection == null || buyer.customerExternalId() == null
                ? null
                : "\"" + buyer.customerExternalId().strip() + "\"";
        for (String text : Stream.of(buyer.email(), buyer.phone(), name)
                .filter(Objects::nonNull)
                .toList()) {
            if (text.strip().length() < 5) {
                continue; // too little to tell a person by
            }
            List<UUID> payloads = new ArrayList<>();
            erased += jdbc.sql(
                            JdbcPersonalTraces.EMPTIED_LETTER
                                    + """
                             WHERE l.tenant_id = ? AND (?::uuid IS NULL OR l.connection_id = ?::uuid)
                                AND length(l.payload) > 0
                                AND strpos(lower(encode(l.payload, 'escape')), ?) > 0
                            RETURNING l.connection_id, l.delivery_id""")
                    .params(
                            JdbcPersonalTraces.ERASED,
                            tenant.value(),
                            connection == null ? null : connection.value(),
                            connection == null ? null : connection.value(),
                            text.strip().toLowerCase(Locale.ROOT))
                    .query((row, number) -> {
                        UUID from = row.getObject(1, UUID.class);
                        if (from != null) {
                            payloads.add(RawPayloads.claimOf(new ConnectionId(from), row.getString(2)));
                        }
                        return number;
                    })
                    .list()
                    .size();
            jdbc.sql("DELETE FROM raw_payload WHERE tenant_id = ? AND id = ANY (?)")
                    .params(tenant.value(), payloads.toArray(UUID[]::new))
                    .update();
        }
        return erased;
    }
}
