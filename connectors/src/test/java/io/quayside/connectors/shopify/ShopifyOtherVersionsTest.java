package io.quayside.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Orders as versions of the API other than ours, and the queries of other apps, tell them. */
class ShopifyOtherVersionsTest {
    /** 2021 to 2023: what the order comes to now is told, how many units are left is not. */
    @Test
    void refundedUnitsAreGoneWhereNoCurrentQuantityIsTold() {
        ObjectNode order = good();
        line(order, 0).remove("current_quantity");
        line(order, 1).put("fulfillable_quantity", 0).remove("current_quantity");
        order.put("current_total_price", "46.32")
                .put("current_total_tax", "1.83")
                .put("financial_status", "partially_refunded");
        refund(order, "11.40", "0.57");

        CanonicalOrder translated = translated(order.toString());

        assertThat(translated.lines().get(0).quantity().value()).isEqualTo(2);
        assertThat(translated.lines().get(1).quantity().value()).isZero();
        assertThat(translated.lines().get(1).needsStock()).isFalse();
        assertThat(translated.totals().refunded()).hasToString("11.97 USD");
        assertThat(translated.flags()).isEmpty();
    }

    @Test
    void nothingIsLeftToShipOfThemEvenWhereThatIsNotTold() {
        ObjectNode order = good();
        line(order, 0).remove("current_quantity");
        line(order, 1).remove("current_quantity");
        line(order, 1).remove("fulfillable_quantity");
        order.put("current_total_price", "46.32").put("current_total_tax", "1.83");
        refund(order, "11.40", "0.57");

        assertThat(translated(order.toString())
                        .lines()
                        .get(1)
                        .fulfillableQuantity()
                        .value())
                .isZero();
    }

    /** Not even the cent by which Shopify rounded the refund. */
    @Test
    void nothingIsLeftOfTheDiscountOfALineThatIsGone() {
        ObjectNode order = good();
        line(order, 1).put("current_quantity", 0).put("fulfillable_quantity", 0);
        order.put("current_total_price", "46.32").put("current_total_tax", "1.83");
        refund(order, "11.41", "0.57");

        CanonicalOrder.Line gone = translated(order.toString()).lines().get(1);

        assertThat(gone.discount().isZero()).isTrue();
        assertThat(gone.total().isZero()).isTrue();
    }

    /** As apps ask that were written before there were sets of two currencies. */
    @Test
    void readsAmountsAndPeopleOfOldQueries() {
        CanonicalOrder order = translated(
                """
                {"data":{"orders":{"edges":[{"node":{
                  "id":"gid://shopify/Order/77","name":"#77","createdAt":"2026-01-05T10:00:00Z",
                  "displayFinancialStatus":"PAID",
                  "totalPriceSet":{"shopMoney":{"amount":"48.6","currencyCode":"EGP"}},
                  "shippingLine":{"title":"Courier","originalPrice":{"amount":"7.0","currencyCode":"EGP"}},
                  "lineItems":{"edges":[{"node":{
                    "id":"gid://shopify/LineItem/5","name":"Ring","quantity":1,"sku":"RING","originalUnitPrice":"52.0",
                    "discountAllocations":[{"allocatedAmount":{"amount":"10.4","currencyCode":"EGP"}}],
                    "taxLines":[{"price":"0.0"}]}}]},
                  "customer":{"id":"gid://shopify/Customer/9","displayName":"Ann Lee",
                    "defaultEmailAddress":{"emailAddress":"ann@example.com"},
                    "defaultPhoneNumber":{"phoneNumber":"+2025550100"}},
                  "shippingAddress":{"address1":"1 Corniche","city":"Cairo","countryCode":"EG"}}}]}}}
                """);

        assertThat(order.lines().get(0).unitPrice()).hasToString("52.00 EGP");
        assertThat(order.lines().get(0).discount()).hasToString("10.40 EGP");
        assertThat(order.totals().shipping()).hasToString("7.00 EGP");
        assertThat(order.customer())
                .isEqualTo(new CanonicalOrder.Customer("9", "Ann Lee", "ann@example.com", "+2025550100"));
        assertThat(order.shippingAddress())
                .isNotNull()
                .extracting(Address::countryCode)
                .isEqualTo("EG");
        assertThat(order.flags()).isEmpty();
    }

    private static void refund(ObjectNode order, String subtotal, String tax) {
        ObjectNode refund = order.putArray("refunds").addObject();
        refund.put("id", 900).put("created_at", "2026-11-22T09:00:00-05:00");
        refund.putArray("refund_line_items")
                .addObject()
                .put("id", 901)
                .put("line_item_id", 15500000000002L)
                .put("quantity", 1)
                .put("restock_type", "cancel")
                .put("subtotal", subtotal)
                .put("total_tax", tax);
        refund.putArray("order_adjustments");
        refund.putArray("transactions")
                .addObject()
                .put("kind", "refund")
                .put("status", "success")
                .put("amount", "11.97")
                .put("currency", "USD");
    }

    private static CanonicalOrder translated(String body) {
        return ShopifyExamples.translate(body.getBytes(StandardCharsets.UTF_8))
                .orders()
                .get(0);
    }

    private static ObjectNode line(ObjectNode order, int index) {
        return (ObjectNode) order.get("line_items").get(index);
    }

    private static ObjectNode good() {
        try {
            return (ObjectNode) new ObjectMapper().readTree(ShopifyExamples.order());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
