package io.quayside.connectors.ebay;

import static io.quayside.connectors.ebay.EbayTrapsTest.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import org.junit.jupiter.api.Test;

/** What real orders of eBay's sellers hold beside what its reference says. */
class EbayShapesTest {
    @Test
    void aRefundIsWhatTheBuyerGotAndNotWhatItCostTheSeller() {
        CanonicalOrder order = order("partly-shipped-partly-refunded", json -> {
            amount(json.path("paymentSummary").path("refunds").path(0).path("amount"), "8.62");
            amount(json.path("lineItems").path(0).path("refunds").path(0).path("amount"), "10.0");
        });

        assertThat(order.refunds().get(0).amount()).hasToString("10.00 USD");
        assertThat(order.totals().refunded())
                .isEqualTo(order("partly-shipped-partly-refunded").totals().refunded());
    }

    @Test
    void linesThatAreNotTheSubtotalAreFlagged() {
        CanonicalOrder order = order("sellers-own-tax-on-top", json -> ((ArrayNode) json.path("lineItems"))
                .add(((ObjectNode) json.path("lineItems").path(0).deepCopy()).put("lineItemId", "1")));

        assertThat(order.flags()).singleElement().satisfies(flag -> assertThat(flag.detail())
                .contains("lineItems add up to"));
    }

    @Test
    void feesThatTheSummaryTellsApartAreNoTax() {
        CanonicalOrder order = order("sellers-own-tax-on-top", json -> ((ArrayNode)
                        json.path("lineItems").path(0).path("taxes"))
                .addObject()
                .put("taxType", "ELECTRONIC_RECYCLING_FEE")
                .putObject("amount")
                .put("value", "0.5")
                .put("currency", "USD"));

        assertThat(order.lines().get(0).tax()).hasToString("2.02 USD");
        assertThat(order.totals().adjustments()).hasToString("0.50 USD");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void whatLiesInEbaysVaultIsNotShippedFromHere() {
        CanonicalOrder order = order("sellers-own-tax-on-top", json -> ((ObjectNode) json)
                .putObject("program")
                .putObject("ebayVault")
                .put("fulfillmentType", "VAULT_TO_BUYER"));

        assertThat(order.lines()).allMatch(line -> line.fulfilledBy() == FulfilledBy.CHANNEL);
    }

    @Test
    void anOldOrderOfWhichOnlyThePlaceIsToldIsMasked() {
        CanonicalOrder order = order("sellers-own-tax-on-top", json -> {
            ObjectNode shipTo = (ObjectNode) json.path("fulfillmentStartInstructions")
                    .path(0)
                    .path("shippingStep")
                    .path("shipTo");
            shipTo.remove("fullName");
            ((ObjectNode) shipTo.path("contactAddress")).remove("addressLine1");
        });

        assertThat(order.flags()).extracting(Flag::code).containsExactly(Flag.Code.MASKED_CUSTOMER_DATA);
        assertThat(order.shippingAddress()).isNotNull().satisfies(address -> assertThat(address.isDeliverable())
                .isFalse());
    }

    private static void amount(JsonNode amount, String value) {
        ((ObjectNode) amount).put("value", value);
    }
}
