package io.quayside.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FinancialStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each trap by its name; the payload is a good one with that one thing changed. */
class WooTrapsTest {
    private static final ConnectionAccess CONNECTION =
            new ConnectionAccess(ConnectionId.of("00000000-0000-0000-0000-00000000c0de"), Map.of(), Map.of());
    private final ObjectNode order = good();

    /** The plug-in for subscriptions sends one in the shape of an order, which would be shipped over and over. */
    @Test
    void aSubscriptionIsNoOrder() {
        order.put("status", "active")
                .put("billing_period", "month")
                .put("billing_interval", "1")
                .put("next_payment_date_gmt", "2026-11-03T12:20:00");

        assertThatThrownBy(this::translated)
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("this is a subscription (it has a billing_period), not an order");
    }

    @Test
    void anOrderMayBeWrapped() {
        assertThat(translated("{\"order\":%s}".formatted(order)).externalId())
                .isEqualTo(translated().externalId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'order':{'id':1,'order_number':'1','created_at':'2026-10-03T12:20:00Z','status':'processing','line_items':[],'billing_address':{}}}|order: this order is written in the legacy API of WooCommerce",
                "{'id':726,'date_created':'2026-10-03T12:20:00','amount':'10.00','reason':'','line_items':[]}|this is a refund (it has an amount and a reason), not an order"
            })
    void saysWhatABodyIsWhenItIsNoOrder(String body, String message) {
        assertThatThrownBy(() -> translated(body.replace('\'', '"')))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith(message);
    }

    /** As PHP writes a list from which a plug-in took an element. */
    @Test
    void readsAListThatIsWrittenAsAnObjectOfItsIndices() {
        CanonicalOrder usual = translated();
        ObjectNode lines = JsonApi.object();
        lines.set("3", order.get("line_items").get(0));
        order.set("line_items", lines);
        order.set("gift_cards", JsonApi.object());

        assertThat(translated()).isEqualTo(usual);
    }

    @Test
    void aLineWithoutQuantityIsForAPersonToLookAt() {
        ((ObjectNode) order.get("line_items").get(0)).putNull("quantity");

        assertThat(translated().flags()).singleElement().satisfies(flag -> assertThat(flag.detail())
                .startsWith("line_items[0].quantity is missing and was read as 0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-03T10:15:00", "2026-10-03T12:15:00+0200", "2026-10-03 12:15:00 +02:00"})
    void readsTimesAsPhpWritesThem(String time) {
        order.put("date_created_gmt", time);

        assertThat(translated().placedAt()).isEqualTo(Instant.parse("2026-10-03T10:15:00Z"));
    }

    @Test
    void aCurrencyMayBeWrittenSmall() {
        order.put("currency", "eur");

        assertThat(translated().currency().getCurrencyCode()).isEqualTo("EUR");
    }

    /** The shop processes it at once, and sets the date of the payment when the parcel was handed over. */
    @Test
    void cashOnDeliveryIsNotPaidUntilItHasADate() {
        order.put("payment_method", "cod").putNull("date_paid").putNull("date_paid_gmt");

        assertThat(translated().financialStatus()).isEqualTo(FinancialStatus.PENDING);

        order.put("date_paid_gmt", "2026-10-05T09:00:00");

        assertThat(translated().financialStatus()).isEqualTo(FinancialStatus.PAID);
    }

    @Test
    void anOrderThatIsProcessedIsPaidThoughAnOldShopKnowsNoDate() {
        order.putNull("date_paid").putNull("date_paid_gmt");

        assertThat(translated().financialStatus()).isEqualTo(FinancialStatus.PAID);
    }

    private CanonicalOrder translated() {
        return translated(order.toString());
    }

    private static CanonicalOrder translated(String body) {
        return new WooOrderTranslator()
                .translate(new Payload(
                        "order.updated",
                        body.getBytes(StandardCharsets.UTF_8),
                        Instant.parse("2026-11-24T04:00:00Z"),
                        CONNECTION))
                .orders()
                .get(0);
    }

    private static ObjectNode good() {
        String name = "/woocommerce/orders/taxed-discounted-with-fee.in.json";
        try (InputStream in = WooTrapsTest.class.getResourceAsStream(name)) {
            return (ObjectNode) JsonApi.JSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
