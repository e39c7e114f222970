package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Line;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform's traps by name; whole orders are compared in {@code magento/orders}. */
class MagentoTrapsTest {
    private static Translation translate(String json) {
        return new MagentoOrderTranslator()
                .translate(new Payload(
                        "",
                        ScriptedMagento.json(json).getBytes(StandardCharsets.UTF_8),
                        ScriptedMagento.NOW,
                        ScriptedMagento.connection()));
    }

    /** An order of one lamp for 10.00, with more fields, of which later ones win. */
    private static CanonicalOrder order(String more, String rows) {
        return translate(
                        "{'entity_id':7,'increment_id':'000000007','state':'new','order_currency_code':'USD','subtotal':10,'grand_total':10,'items':["
                                + rows + "]" + (more.isEmpty() ? "" : "," + more) + "}")
                .orders()
                .get(0);
    }

    private static CanonicalOrder order(String more) {
        return order(more, "{'item_id':1,'sku':'LAMP','name':'Lamp','price':10,'row_total':10,'qty_ordered':1}");
    }

    @Test
    void timesWithoutAZoneAreUtc() {
        assertThat(order("'created_at':'2026-03-29 02:30:00','updated_at':'2026-03-29 02:30:01'"))
                .extracting(CanonicalOrder::placedAt, CanonicalOrder::changedAt)
                .containsExactly(Instant.parse("2026-03-29T02:30:00Z"), Instant.parse("2026-03-29T02:30:01Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'state':'new','status':'paid_by_friend' | PENDING",
                "'state':'processing','total_paid':10 | PAID",
                "'state':'processing','total_paid':4,'total_due':6 | PARTIALLY_PAID",
                "'state':'processing','total_invoiced':10,'total_due':0 | PAID",
                "'state':'processing','payment':{'amount_authorized':10} | AUTHORIZED",
                "'state':'processing','total_paid':10,'total_refunded':3 | PARTIALLY_REFUNDED",
                "'state':'closed','total_paid':10,'total_refunded':10 | REFUNDED",
                "'state':'canceled' | VOIDED",
                "'state':'complete','grand_total':0,'discount_amount':-10 | PAID",
            })
    void theStateAndThePaymentsDecideAndTheMerchantsStatusDoesNot(String more, FinancialStatus expected) {
        assertThat(order(more).financialStatus()).isEqualTo(expected);
    }

    @Test
    void aStatusThatReadsLikeCanceledCancelsNothing() {
        assertThat(order("'state':'processing','status':'canceled'").isCancelled())
                .isFalse();
        assertThat(order("'state':'canceled','status':'sonderstatus'").isCancelled())
                .isTrue();
    }

    @Test
    void aMissingStateIsReadFromTheStatus() {
        assertThat(order("'state':null,'status':'canceled'").isCancelled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"holded", "payment_review"})
    void whatTheShopHoldsIsHeldHere(String state) {
        assertThat(order("'state':'%s'".formatted(state)).flags())
                .extracting(Flag::code)
                .containsExactly(Flag.Code.SUSPICIOUS_VALUE);
    }

    @Test
    void onlyBaseAmountsCountWhereThereAreTwoCurrencies() {
        CanonicalOrder order = order(
                "'base_currency_code':'USD','order_currency_code':'JPY','base_grand_total':10,'base_subtotal':10,'grand_total':1500,'subtotal':1500,'shipping_amount':0",
                "{'item_id':1,'sku':'LAMP','base_price':10,'price':1500,'base_row_total':10,'row_total':1500,'discount_amount':300,'qty_ordered':1}");

        assertThat(order.totals().grandTotal()).hasToString("10.00 USD");
        assertThat(order.lines().get(0).discount().isZero())
                .as("an amount in yen is not a dollar amount")
                .isTrue();
        assertThat(order.attributes())
                .containsEntry("presentmentCurrency", "JPY")
                .containsEntry("presentmentTotal", "1500");
    }

    @Test
    void anEmptyListStandsForAnEmptyObject() {
        assertThat(order("'extension_attributes':[]").flags()).isEmpty();
    }

    @Test
    void aParentThatWasNotSentLeavesItsRowOnItsOwn() {
        assertThat(order("", "{'item_id':2,'parent_item_id':1,'sku':'LAMP','price':10,'row_total':10,'qty_ordered':1}")
                        .lines())
                .extracting(Line::externalId)
                .containsExactly("2");
    }

    @Test
    void aConfigurableParentWithoutSkuTakesItsChilds() {
        CanonicalOrder order = order(
                "",
                "{'item_id':1,'product_type':'configurable','price':10,'row_total':10,'qty_ordered':1},{'item_id':2,'parent_item_id':1,'product_type':'simple','sku':'LAMP-RED','price':10,'row_total':0,'qty_ordered':1}");

        assertThat(order.lines()).singleElement().satisfies(line -> {
            assertThat(line.sku()).isEqualTo(new Sku("LAMP-RED"));
            assertThat(line.total()).hasToString("10.00 USD");
        });
    }

    @Test
    void refundedAfterShippingIsNotShippedLess() {
        Line line = order(
                        "'state':'processing'",
                        "{'item_id':1,'sku':'LAMP','price':5,'row_total':10,'qty_ordered':2,'qty_shipped':1,'qty_refunded':1}")
                .lines()
                .get(0);

        assertThat(line.quantity().value()).isEqualTo(2);
        assertThat(line.fulfillableQuantity().value()).isEqualTo(1);
    }

    @Test
    void decimalsThatTheCurrencyDoesNotHaveAreTold() {
        CanonicalOrder order = order("'order_currency_code':'JPY','grand_total':10.4");

        assertThat(order.totals().grandTotal()).hasToString("10 JPY");
        assertThat(order.flags()).anySatisfy(flag -> assertThat(flag.detail()).contains("grand_total"));
    }

    @Test
    void digitalOrdersNeedNoAddress() {
        assertThat(order("'is_virtual':'1','billing_address':{'city':'Oslo','country_id':'NO'}")
                        .shippingAddress())
                .isNull();
    }

    @Test
    void streetsComeAsListsOrWithLineBreaks() {
        CanonicalOrder order = order(
                "'billing_address':{'street':'1 Elm\\nFlat 2\\nRear','city':'Leeds','country_id':'GB','region':{'region':'Yorkshire'}}");

        assertThat(Objects.requireNonNull(order.billingAddress()).line2()).isEqualTo("Flat 2, Rear");
        assertThat(order.billingAddress().region()).isEqualTo("Yorkshire");
    }

    @Test
    void commentsAreNoNotes() {
        CanonicalOrder order = order(
                "'status_histories':[{'comment':'canceled','status':'canceled'},{'comment':null,'status':'pending'}]");

        assertThat(order.note()).isNull();
        assertThat(order.isCancelled()).isFalse();
        assertThat(order.attributes()).containsEntry("lastComment", "canceled");
    }

    /** A write that saves an order sparsely answers with nulls in place of totals. */
    @Test
    void anOrderWithoutTotalsIsFetchedAndNotBelieved() {
        assertThat(translate(
                                "{'entity_id':12,'increment_id':'000000015','state':'processing','grand_total':null,'items':[]}")
                        .toFetch())
                .containsExactly("12");
        assertThat(translate("{'items':[{'entity_id':13,'increment_id':'16','grand_total':9}],'total_count':1}")
                        .toFetch())
                .containsExactly("13");
    }

    @Test
    void thinListsAndEventsPointAtOrders() {
        assertThat(translate(
                                "{'items':[{'entity_id':3003,'increment_id':'WA1'},{'entity_id':3140,'increment_id':'WA2'}]}")
                        .toFetch())
                .containsExactly("3003", "3140");
        assertThat(translate(
                                "{'specversion':'1.0','type':'com.adobe.commerce.observer.sales_order_save_commit_after','data':{'value':{'entity_id':'12','status':'pending'}}}")
                        .toFetch())
                .containsExactly("12");
        assertThat(translate(
                                "{'specversion':'1.0','type':'com.adobe.commerce.observer.sales_order_shipment_save_after','data':{'value':{'entity_id':'5','order_id':12}}}")
                        .toFetch())
                .containsExactly("12");
        assertThat(translate(
                                "{'specversion':'1.0','type':'com.adobe.commerce.observer.cataloginventory_stock_item_save_after','data':{}}")
                        .note())
                .contains("tells of no order");
        assertThat(translate("{'items':[],'total_count':0}").note()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'entity_id':3,'order_id':7,'items':[],'tracks':[]} | shipment",
                "{'entity_id':3,'order_id':7,'items':[],'adjustment':0} | credit memo",
                "{'entity_id':3,'order_id':7,'items':[],'grand_total':9,'state':2} | invoice",
                "{'items':[{'order_item_id':3,'qty':1}],'notify':true} | request to ship",
                "{'sourceItems':[]} | stock levels of sources",
                "{'sku':'A','type_id':'simple'} | product",
                "{'message':'No such entity'} | error",
                "{'id':387,'items':[{'item_id':1,'qty':1}],'items_count':1} | cart",
                "'3' | single value",
            })
    void saysWhatAnythingElseIs(String json, String words) {
        assertThatThrownBy(() -> translate(json)).isInstanceOf(Unreadable.class).hasMessageContaining(words);
    }

    @Test
    void emptyListsAndObjectsStandForNothing() {
        CanonicalOrder order = order("'total_paid':[],'total_refunded':{},'customer_id':[],'coupon_code':{}");

        assertThat(order.financialStatus()).isEqualTo(FinancialStatus.PENDING);
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void theAmountOfOneUnitIsNoRow() {
        CanonicalOrder order = order(
                "'subtotal':30,'grand_total':30",
                "{'item_id':1,'sku':'LAMP','price':10,'row_total':10,'qty_ordered':3}");

        assertThat(order.lines().get(0).total()).hasToString("30.00 USD");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void aParentThatLiesInItsChildIsKnown() {
        CanonicalOrder order = order(
                "",
                "{'item_id':1,'product_type':'configurable','sku':'LAMP-RED','price':10,'row_total':10,'qty_ordered':1},{'item_id':2,'parent_item':{'item_id':1},'product_type':'simple','sku':'LAMP-RED','price':10,'row_total':10,'qty_ordered':1}");

        assertThat(order.lines()).extracting(Line::externalId).containsExactly("1");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void aFeeThatAnExtensionAddedExplainsTheTotal() {
        CanonicalOrder order = order(
                "'base_currency_code':'USD','base_grand_total':15,'base_subtotal':10,'grand_total':56.25,'order_currency_code':'SAR','extension_attributes':{'cod_fee':18.75,'base_cod_fee':'5.0000','base_cod_fee_invoiced':5}",
                "{'item_id':1,'sku':'LAMP','base_price':10,'base_row_total':10,'qty_ordered':1}");

        assertThat(order.totals().adjustments()).hasToString("5.00 USD");
        assertThat(order.attributes()).containsEntry("base_cod_fee", "5.00");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void pointsThatAnExtensionTookForMoneyExplainTheTotal() {
        CanonicalOrder order = order("'grand_total':8,'reward_points_amount':-2");

        assertThat(order.totals().adjustments()).hasToString("-2.00 USD");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void anAmountThatNoFieldExplainsStaysAMismatch() {
        assertThat(order("'grand_total':15,'cod_fee':4,'base_fee_refunded':5").flags())
                .extracting(Flag::code)
                .containsExactly(Flag.Code.TOTAL_MISMATCH);
    }

    @Test
    void theAddressIsFoundWhereverItIsTold() {
        String address = "{'address_type':'shipping','street':['1 Elm'],'city':'Leeds','country_id':'GB'}";

        assertThat(order("'shipping_address':" + address).shippingAddress())
                .isEqualTo(order("'addresses':[{'address_type':'billing','city':'Hull'}," + address + "]")
                        .shippingAddress())
                .isNotNull();
    }

    @Test
    void ordersThatAreFetchedInAStoreSayWhere() {
        assertThat(order("'extension_attributes':{'pickup_location_code':'leeds-1'}")
                        .attributes())
                .containsEntry("delivery", "PICKUP")
                .containsEntry("pickupLocation", "leeds-1");
    }

    @Test
    void canceledCreditMemosGaveNothingBack() {
        CanonicalOrder order = order(
                "'total_refunded':4,'total_paid':10,'creditmemos':[{'entity_id':1,'state':3,'grand_total':10,'items':[]},{'entity_id':2,'state':2,'grand_total':4,'items':[]}]");

        assertThat(order.refunds())
                .extracting(CanonicalOrder.Refund::externalId)
                .containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observer.sales_order_status_history_save_after | {'entity_id':99,'parent_id':12}",
                "observer.sales_order_invoice_save_after | {'entity_id':99,'order_id':'12'}",
                "plugin.magento.sales.api.order_repository.save | {'entity_id':12}",
            })
    void eventsAboutPartsOfAnOrderPointAtTheOrder(String event, String value) {
        assertThat(translate("{'type':'com.adobe.commerce.%s','data':{'value':%s}}".formatted(event, value))
                        .toFetch())
                .containsExactly("12");
    }

    @Test
    void aPartThatDoesNotNameItsOrderIsNotTakenForOne() {
        assertThatThrownBy(
                        () -> translate(
                                "{'specversion':'1.0','type':'com.adobe.commerce.observer.sales_order_invoice_save_after','data':{'value':{'entity_id':99}}}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("data.value.order_id");
    }

    @Test
    void anOrderInsideAnExtensionsAnswerIsFound() {
        assertThat(translate(
                                "{'url':'https://pay.example','order':{'entity_id':7,'increment_id':'7','order_currency_code':'USD','grand_total':0,'items':[]}}")
                        .orders())
                .extracting(CanonicalOrder::externalId)
                .containsExactly("7");
    }
}
