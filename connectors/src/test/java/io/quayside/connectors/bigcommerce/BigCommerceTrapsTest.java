package io.quayside.connectors.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
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

/** Each trap by its name; the payload is a good one with that one thing changed. */
class BigCommerceTrapsTest {
    private static final ConnectionAccess CONNECTION =
            new ConnectionAccess(ConnectionId.of("00000000-0000-0000-0000-00000000c0de"), Map.of(), Map.of());
    private final ObjectNode order = good();

    /** {@code currency_code} is only what prices were shown in. */
    @Test
    void amountsAreInTheCurrencyThatTheBuyerPaidIn() {
        order.put("currency_code", "AUD")
                .put("currency_exchange_rate", "1.3846150000")
                .put("default_currency_code", "EUR")
                .put("store_default_currency_code", "USD");

        CanonicalOrder order = translated();

        assertThat(order.currency().getCurrencyCode()).isEqualTo("EUR");
        assertThat(order.totals().grandTotal().currency().getCurrencyCode()).isEqualTo("EUR");
        assertThat(order.attributes())
                .containsEntry("presentmentCurrency", "AUD")
                .containsEntry("exchangeRate", "1.3846150000")
                .containsEntry("storeCurrency", "USD");
    }

    @Test
    void theCurrencyOfThePricesIsTakenWhereNoOtherIsTold() {
        order.remove("default_currency_code");
        order.put("currency_code", "USD");

        assertThat(translated().currency().getCurrencyCode()).isEqualTo("USD");
    }

    @Test
    void aDisputedPaymentIsForAPersonToSettle() {
        order.put("status_id", 13);

        assertThat(translated().flags())
                .singleElement()
                .satisfies(flag -> assertThat(flag.code()).isEqualTo(Flag.Code.SUSPICIOUS_VALUE))
                .satisfies(flag -> assertThat(flag.detail()).contains("disputes the payment"));
    }

    @Test
    void anOrderArchivedBeforeItWasShippedIsForAPersonToSettle() {
        order.put("is_deleted", true);

        CanonicalOrder order = translated();

        assertThat(order.closed()).isTrue();
        assertThat(order.flags()).singleElement().satisfies(flag -> assertThat(flag.detail())
                .contains("archived in BigCommerce before it was shipped"));
    }

    @Test
    void anOrderArchivedWhenItWasOverIsOnlyClosed() {
        order.put("is_deleted", true).put("status_id", 2);

        CanonicalOrder order = translated();

        assertThat(order.closed()).isTrue();
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void anOrderMayLieUnderData() {
        CanonicalOrder usual = translated();

        assertThat(translated("{\"code\":200,\"data\":%s}".formatted(order))).isEqualTo(usual);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'status':404,'message':'The requested resource was not found.'}]|[0]: BigCommerce sent an error in place of the order ('The requested resource was not found.')",
                "{'status':403,'title':'You do not have the scope','type':'x'}|BigCommerce sent an error in place of the order ('You do not have the scope')",
                "{'data':[{'id':3,'total_amount':10,'payments':[]}],'meta':{}}|data[0]: this is a refund (it has payments), not an order"
            })
    void saysWhatABodyIsWhenItIsNoOrder(String body, String message) {
        assertThatThrownBy(() -> translated(body.replace('\'', '"')))
                .isInstanceOf(Unreadable.class)
                .hasMessage(message);
    }

    private CanonicalOrder translated() {
        return translated(order.toString());
    }

    private static CanonicalOrder translated(String body) {
        return new BigCommerceOrderTranslator()
                .translate(new Payload(
                        "", body.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-11-24T04:00:00Z"), CONNECTION))
                .orders()
                .get(0);
    }

    private static ObjectNode good() {
        String name = "/bigcommerce/orders/tax-on-top.in.json";
        try (InputStream in = BigCommerceTrapsTest.class.getResourceAsStream(name)) {
            return (ObjectNode) JsonApi.JSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
