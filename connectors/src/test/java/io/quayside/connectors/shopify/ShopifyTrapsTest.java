package io.quayside.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each trap by its name; the payload is a good one with that one thing changed. */
class ShopifyTrapsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final ObjectNode order = good();

    @Test
    void keepsAnIdBeyond2To53ToTheLastDigit() {
        order.put("id", new BigInteger("820982911946154508"));
        order.remove("admin_graphql_api_id");

        assertThat(translated().externalId()).isEqualTo("820982911946154508");
    }

    @Test
    void readsAnIdThatAProxyTurnedIntoText() {
        order.put("id", "820982911946154508");

        assertThat(translated().externalId()).isEqualTo("820982911946154508");
    }

    @Test
    void believesTheTextIdWhenJavaScriptRoundedTheNumber() {
        order.put("id", new BigInteger("820982911946154500"));
        order.put("admin_graphql_api_id", "gid://shopify/Order/820982911946154508");

        assertThat(translated().externalId()).isEqualTo("820982911946154508");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"   \""})
    void leavesTheSkuOutWhenThereIsNone(String sku) throws JsonProcessingException {
        line(0).set("sku", JSON.readTree(sku));

        CanonicalOrder order = translated();

        assertThat(order.lines().get(0).sku()).isNull();
        assertThat(order.lines().get(1).sku()).isNotNull();
    }

    @Test
    void keepsALineWhoseProductWasDeleted() {
        line(0).put("product_exists", false).putNull("product_id").putNull("variant_id");

        assertThat(translated().lines()).hasSize(2);
    }

    @Test
    void keepsTwoLinesOfTheSameSkuApart() {
        line(1).put("sku", "BRUSH-L");

        assertThat(translated().lines())
                .extracting(line -> line.externalId())
                .containsExactly("15500000000001", "15500000000002");
    }

    @Test
    void keepsTwoLinesOfTheSameIdApartAndSaysSo() {
        line(1).put("id", 15500000000001L).remove("admin_graphql_api_id");

        CanonicalOrder order = translated();

        assertThat(order.lines()).extracting(line -> line.externalId()).doesNotHaveDuplicates();
        assertThat(codes(order)).contains(Flag.Code.SUSPICIOUS_VALUE);
    }

    @Test
    void aRemovedLineStaysWithAQuantityOfZero() {
        line(1).put("current_quantity", 0).put("fulfillable_quantity", 0);
        order.put("current_total_price", "46.32").put("current_total_tax", "1.83");

        CanonicalOrder order = translated();

        assertThat(order.lines().get(1).quantity().value()).isZero();
        assertThat(order.lines().get(1).needsStock()).isFalse();
        assertThat(order.totals().expected(false)).isEqualTo(order.totals().grandTotal());
    }

    /** Order editing: one line taken off, another put on, and the payload's own totals tell what it comes to now. */
    @Test
    void anEditedOrderHasItsNewLineBesideTheRemovedOne() {
        ObjectNode added = line(0).deepCopy();
        added.put("id", 15500000000003L)
                .put("admin_graphql_api_id", "gid://shopify/LineItem/15500000000003")
                .put("sku", "BRUSH-XL")
                .put("quantity", 1)
                .put("current_quantity", 1)
                .put("fulfillable_quantity", 1);
        line(1).put("current_quantity", 0).put("fulfillable_quantity", 0);
        ((ArrayNode) order.get("line_items")).add(added);

        List<CanonicalOrder.Line> lines = translated().lines();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).quantity().value()).isZero();
        assertThat(lines.get(1).needsStock()).isFalse();
        assertThat(lines.get(2).sku()).hasToString("BRUSH-XL");
        assertThat(lines.get(2).fulfillableQuantity().value()).isEqualTo(1);
    }

    /** A bundle is sold by its components; that they belong together is for those who pack. */
    @Test
    void componentsOfABundleAreLinesThatNameTheirBundle() {
        ObjectNode group = order.putArray("line_item_groups").addObject();
        group.put("id", 142831562).put("title", "Brush set").put("quantity", 1).put("variant_sku", "SET-1");
        line(0).put("sales_line_item_group_id", 142831562);
        line(1).putNull("sales_line_item_group_id");

        List<CanonicalOrder.Line> lines = translated().lines();

        assertThat(lines.get(0).properties())
                .containsEntry("bundle", "Brush set")
                .containsEntry("bundleSku", "SET-1")
                .containsEntry("bundleId", "142831562");
        assertThat(lines.get(0).sku()).isNotNull();
        assertThat(lines.get(1).properties()).doesNotContainKeys("bundle", "bundleId", "bundleSku");
    }

    @Test
    void aBundleThatIsNotDescribedIsNamedByItsNumber() {
        line(0).put("sales_line_item_group_id", 142831562);

        assertThat(translated().lines().get(0).properties())
                .containsEntry("bundleId", "142831562")
                .doesNotContainKey("bundle");
    }

    @Test
    void usesTheCurrentTotalAndKeepsTheOriginal() {
        order.put("total_price", "99.00");

        CanonicalOrder order = translated();

        assertThat(order.totals().grandTotal()).isEqualTo(Money.of("58.29", "USD"));
        assertThat(order.attributes()).containsEntry("originalTotal", "99.00");
    }

    @Test
    void usesShopMoneyNotPresentmentMoney() {
        order.put("presentment_currency", "ISK");
        order.remove("current_total_price");
        ObjectNode set = order.putObject("current_total_price_set");
        set.putObject("shop_money").put("amount", "58.29").put("currency_code", "USD");
        set.putObject("presentment_money").put("amount", "8050").put("currency_code", "ISK");

        CanonicalOrder order = translated();

        assertThat(order.totals().grandTotal()).isEqualTo(Money.of("58.29", "USD"));
        assertThat(order.attributes())
                .containsEntry("presentmentCurrency", "ISK")
                .containsEntry("presentmentTotal", "8050");
    }

    /** microsoft/BCApps#6138: ISK 4,400 booked as GBP (field-lesson 3). */
    @Test
    void doesNotAddARefundPaidInAnotherCurrency() {
        ObjectNode refund = order.putArray("refunds").addObject().put("id", 1);
        refund.putArray("transactions")
                .addObject()
                .put("kind", "refund")
                .put("status", "success")
                .put("amount", "1370")
                .put("currency", "ISK");
        refund.putArray("refund_line_items")
                .addObject()
                .put("line_item_id", 15500000000002L)
                .put("quantity", 1)
                .put("subtotal", 11.40)
                .put("total_tax", 0.57);

        assertThat(translated().totals().refunded()).isEqualTo(Money.of("11.97", "USD"));
    }

    @Test
    void countsOnlyRefundsThatSucceeded() {
        ArrayNode transactions =
                order.putArray("refunds").addObject().put("id", 1).putArray("transactions");
        for (String status : List.of("success", "failure", "pending", "error")) {
            transactions.addObject().put("kind", "refund").put("status", status).put("amount", "5.00");
        }
        transactions.addObject().put("kind", "capture").put("status", "success").put("amount", "58.29");

        assertThat(translated().totals().refunded()).isEqualTo(Money.of("5.00", "USD"));
    }

    @ParameterizedTest
    @CsvSource({"VND,1100000,1100000", "VND,1100000.00,1100000", "KWD,1.5,1.500", "USD,0.0,0.00", "USD,1e2,100.00"})
    void readsAmountsWithAnyNumberOfDecimals(String currency, String sent, String read) {
        order.put("currency", currency);
        order.put("current_total_price", sent);

        assertThat(translated().totals().grandTotal()).isEqualTo(Money.of(read, currency));
    }

    @Test
    void flagsAnAmountWithTooManyDecimalsInsteadOfFailing() {
        line(0).put("price", "19.9049");

        CanonicalOrder order = translated();

        assertThat(order.lines().get(0).unitPrice()).isEqualTo(Money.of("19.90", "USD"));
        assertThat(order.flags()).singleElement().satisfies(flag -> assertThat(flag.detail())
                .contains("line_items[0].price", "19.9049", "19.90 USD"));
    }

    @ParameterizedTest
    @CsvSource({
        "quantity,-1,line_items[0].quantity",
        "quantity,1.5,line_items[0].quantity",
        "quantity,many,line_items[0].quantity",
        "current_quantity,-2,line_items[0].current_quantity",
        "price,free,line_items[0].price"
    })
    void namesTheFieldThatCannotBeRead(String field, String value, String named) {
        line(0).put(field, value);

        assertThatThrownBy(this::translated).isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.field())
                .isEqualTo(named));
    }

    @Test
    void namesTheCurrencyThatNobodyKnows() {
        order.put("currency", "DOLLARS");

        assertThatThrownBy(this::translated)
                .isInstanceOf(Unreadable.class)
                .hasMessage("currency: 'DOLLARS' is not an ISO 4217 currency code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "[{\"name\":\"a\",\"value\":\"1\"}]", "{\"a\":\"1\"}", "[null,7]"})
    void readsPropertiesAsListAsObjectAndAsNull(String properties) throws JsonProcessingException {
        line(0).set("properties", JSON.readTree(properties));

        CanonicalOrder.Line line = translated().lines().get(0);

        assertThat(line.properties().keySet()).isSubsetOf("a");
    }

    @Test
    void readsTagsAsTextAndAsList() {
        order.put("tags", " vip ,, wholesale,");
        assertThat(translated().tags()).containsExactly("vip", "wholesale");

        order.putArray("tags").add("vip").add("wholesale, big");
        assertThat(translated().tags()).containsExactly("vip", "wholesale, big");
    }

    @Test
    void allowsForRoundingOfDiscountsOverLines() {
        line(0).putArray("discount_allocations").addObject().put("amount", "2.10");
        line(1).putArray("discount_allocations").addObject().put("amount", "2.11");

        assertThat(translated().totals().discounts()).isEqualTo(Money.of("4.21", "USD"));
    }

    @Test
    void readsADiscountThatNoLineCarries() {
        line(0).putArray("discount_allocations");
        line(1).putArray("discount_allocations");

        CanonicalOrder order = translated();

        assertThat(order.totals().discounts()).isEqualTo(Money.of("4.21", "USD"));
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void flagsTotalsThatDoNotAddUpWithTheNumbers() {
        order.put("current_total_price", "60.00");

        CanonicalOrder order = translated();

        assertThat(codes(order)).containsExactly(Flag.Code.TOTAL_MISMATCH);
        assertThat(order.flags().get(0).detail()).contains("52.20", "4.21", "7.90", "2.40", "58.29", "60.00 USD");
    }

    @Test
    void flagsTotalsThatDoNotAddUpHoweverMuchElseIsOdd() {
        ArrayNode lines = (ArrayNode) order.get("line_items");
        for (int i = 0; i < 50; i++) {
            ObjectNode odd = line(0).deepCopy();
            odd.put("sku", "x".repeat(300)).put("id", 100 + i).remove("admin_graphql_api_id");
            lines.add(odd);
        }

        CanonicalOrder order = translated();

        assertThat(codes(order)).contains(Flag.Code.TOTAL_MISMATCH, Flag.Code.SUSPICIOUS_VALUE);
        assertThat(order.flags()).hasSizeLessThan(30);
    }

    /** microsoft/BCApps#6811: a tip is a line of its own and says nothing of the others (field-lesson 5). */
    @Test
    void doesNotCountATipTwice() {
        ObjectNode tip = line(1).deepCopy();
        tip.put("id", 3)
                .put("price", "2.00")
                .put("quantity", 1)
                .put("current_quantity", 1)
                .put("requires_shipping", false);
        tip.putNull("sku").put("title", "Tip").remove("admin_graphql_api_id");
        tip.putObject("tip");
        tip.putArray("discount_allocations");
        tip.putArray("tax_lines");
        ((ArrayNode) order.get("line_items")).insert(0, tip);
        order.put("total_tip_received", "2.00")
                .put("current_total_price", "60.29")
                .put("total_price", "60.29");

        CanonicalOrder order = translated();

        assertThat(order.totals().adjustments().isZero()).isTrue();
        assertThat(order.flags()).isEmpty();
        assertThat(order.lines()).filteredOn(line -> line.needsStock()).hasSize(2);
    }

    @Test
    void findsOutWhetherTaxIsInsideWhenThePayloadDoesNotSay() {
        order.putNull("taxes_included");
        assertThat(translated().taxesIncluded()).isFalse();

        order.put("current_total_price", "55.89").put("total_price", "55.89");
        assertThat(translated().taxesIncluded()).isTrue();
    }

    @Test
    void marksATestOrderAndACancelledOne() {
        order.put("test", true).put("cancelled_at", "2026-11-21T00:00:00+14:00").put("cancel_reason", "fraud");

        CanonicalOrder order = translated();

        assertThat(order.test()).isTrue();
        assertThat(order.cancellation())
                .isEqualTo(new CanonicalOrder.Cancellation(Instant.parse("2026-11-20T10:00:00Z"), "fraud"));
    }

    @ParameterizedTest
    @CsvSource({"paid,PAID", "PARTIALLY_REFUNDED,PARTIALLY_REFUNDED", "expired,VOIDED", "surprise,UNKNOWN", ",UNKNOWN"})
    void readsThePaymentInSmallAndCapitalLetters(String sent, FinancialStatus read) {
        order.put("financial_status", sent);

        assertThat(translated().financialStatus()).isEqualTo(read);
    }

    @Test
    void takesTheTimeOfTheLastChangeElseOfCreationElseOfReceipt() {
        assertThat(translated().changedAt()).isEqualTo("2026-11-20T14:15:02Z");

        order.putNull("updated_at");
        assertThat(translated().changedAt()).isEqualTo("2026-11-20T14:15:00Z");

        order.remove("created_at");
        assertThat(translated().changedAt()).isEqualTo(ShopifyExamples.RECEIVED_AT);
    }

    @Test
    void collectsSeveralTrackingNumbersOfOneFulfillment() {
        ObjectNode fulfillment =
                order.putArray("fulfillments").addObject().put("id", 1).put("status", "success");
        fulfillment
                .put("tracking_number", "A")
                .putArray("tracking_numbers")
                .add("A")
                .add("B");

        assertThat(translated().fulfillments().get(0).trackingNumbers()).containsExactly("A", "B");
    }

    @Test
    void leavesToShipWhatHasNotLeftWhereShopifyDoesNotSay() {
        line(0).remove("fulfillable_quantity");
        ObjectNode fulfillment =
                order.putArray("fulfillments").addObject().put("id", 1).put("status", "success");
        fulfillment
                .putArray("line_items")
                .addObject()
                .put("id", 15500000000001L)
                .put("quantity", 1);

        assertThat(translated().lines().get(0).fulfillableQuantity().value()).isEqualTo(1);
    }

    /** 5 MiB of tiny lines, each refunded and shipped: the work grows with the payload, not with its square. */
    @Test
    @Timeout(20)
    void staysQuickOnAnOrderOfManyLines() {
        ArrayNode lines = order.putArray("line_items");
        ArrayNode shipped = order.putArray("fulfillments")
                .addObject()
                .put("status", "success")
                .putArray("line_items");
        ArrayNode refunded = order.putArray("refunds").addObject().putArray("refund_line_items");
        for (int i = 1; i <= 40_000; i++) {
            lines.addObject()
                    .put("id", i)
                    .put("quantity", 2)
                    .put("current_quantity", 1)
                    .put("price", 1);
            shipped.addObject().put("id", i).put("quantity", 1);
            refunded.addObject()
                    .put("line_item_id", i)
                    .put("quantity", 1)
                    .put("subtotal", 1)
                    .put("total_tax", 0);
        }

        assertThat(translated().lines()).hasSize(40_000);
    }

    @Test
    void dropsCharactersThatNoDatabaseTakes() {
        order.put("note", "NOTE");
        String escaped = order.toString().replace("NOTE", "a\\u0000b\\ud800c\\nd");

        CanonicalOrder order = ShopifyExamples.translate(escaped.getBytes(StandardCharsets.UTF_8))
                .orders()
                .get(0);

        assertThat(order.note()).isEqualTo("ab\uFFFDc\nd");
    }

    @Test
    void knowsThatTheMerchantTookTheAppAway() {
        Translation translation =
                ShopifyExamples.translate("app/uninstalled", "{\"id\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(translation.orders()).isEmpty();
        assertThat(translation.disconnected()).contains("connect the shop again");
    }

    @ParameterizedTest
    @CsvSource({
        "products/update",
        "refunds/create",
        "fulfillments/create",
        "inventory_levels/update",
        "app/uninstalled",
        "orders/delete",
        "carts/update"
    })
    void understandsTopicsThatTellOfNoOrder(String topic) {
        Translation translation = ShopifyExamples.translate(topic, "{\"id\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(translation.orders()).isEmpty();
        assertThat(translation.note()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1,\"variants\":[]}|this is a product (it has variants), not an order",
                "{\"product\":{\"id\":1,\"variants\":[]}}|this is a product (it has variants), not an order",
                "{\"id\":1,\"order_id\":2,\"refund_line_items\":[]}|this is a refund (it has refund_line_items), not an order",
                "{\"id\":1,\"line_items\":[],\"tracking_numbers\":[]}|this is a fulfillment (it has tracking_numbers), not an order",
                "{\"id\":1,\"line_items\":[],\"invoice_url\":\"x\"}|this is a draft order (it has an invoice_url), not an order",
                "{\"id\":1,\"line_items\":[],\"admin_graphql_api_id\":\"gid://shopify/DraftOrder/1\"}|this is an object of the kind DraftOrder, not an order",
                "{\"shop\":{\"myshopify_domain\":\"x\"}}|this is a shop (it has a myshopify_domain), not an order",
                "[]|this is an empty list, not an order",
                "7|is not an order: it is not even a JSON object",
                "{\"data\":{\"shop\":{}}}|data: this answer of Shopify ('shop') holds no order",
                "{\"errors\":\"[API] Invalid API key\"}|errors: Shopify answered with an error instead of an order: [API] Invalid API key",
                "{\"id\":7,\"name\":\"#1\",\"total_price\":\"1\",\"line_items\":[{\"id\":1}]}|currency: this is only a part of an order: currency, created_at are missing; let the webhook or query send all fields"
            })
    void saysWhatABodyIsWhenItIsNoOrder(String body, String message) {
        assertThatThrownBy(() -> ShopifyExamples.translate("orders/create", body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": [1|the JSON ends in the middle (line 1, column",
                "{\"id\": 1 \"name\"|this is not valid JSON (line 1, column 10)",
                "{\"id\": 1,\"id\": 2}|the JSON has a key twice (line 1, column",
                "{\"id\": 1} {}|this is not valid JSON (line 1, column"
            })
    void saysWhereTheJsonIsBroken(String body, String message) {
        assertThatThrownBy(() -> ShopifyExamples.translate("orders/create", body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anUnknownOrderIsAnAnswerNotAnError() {
        Translation translation =
                ShopifyExamples.translate("", "{\"data\":{\"order\":null}}".getBytes(StandardCharsets.UTF_8));

        assertThat(translation.orders()).isEmpty();
        assertThat(translation.note()).isNotBlank();
    }

    private CanonicalOrder translated() {
        byte[] body = order.toString().getBytes(StandardCharsets.UTF_8);
        return ShopifyExamples.translate(body).orders().get(0);
    }

    private ObjectNode line(int index) {
        return (ObjectNode) order.get("line_items").get(index);
    }

    private static List<Flag.Code> codes(CanonicalOrder order) {
        return order.flags().stream().map(Flag::code).toList();
    }

    private static ObjectNode good() {
        try {
            JsonNode node = JSON.readTree(new String(ShopifyExamples.order(), StandardCharsets.UTF_8));
            return (ObjectNode) node;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
