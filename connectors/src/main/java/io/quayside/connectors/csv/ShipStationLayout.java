package io.quayside.connectors.csv;

import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder.Customer;
import io.quayside.domain.orders.CanonicalOrder.ShippingLine;
import io.quayside.domain.orders.FinancialStatus;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ShipStation's order export: US dates without a zone, order amounts repeated on each row, no currency column. */
final class ShipStationLayout implements Layout {
    private static final AddressColumns ADDRESS = new AddressColumns(
            List.of("recipientfullname"),
            "recipientcompany",
            "addressline1",
            List.of("addressline2", "addressline3"),
            "city",
            "state",
            "postalcode",
            "countrycode",
            "recipientphone");

    @Override
    public String name() {
        return "shipstation";
    }

    @Override
    public Set<String> required() {
        return Set.of("ordernumber", "itemquantity", "itemunitprice", "ordertotal");
    }

    @Override
    public boolean fits(Header header) {
        return header.hasAll(required());
    }

    @Override
    public String orderColumn(Header header) {
        return "ordernumber";
    }

    @Override
    public List<String> amounts() {
        return List.of("itemunitprice", "ordertotal", "amountpaid", "tax", "shippingpaid");
    }

    @Override
    public List<String> dates() {
        return List.of("orderdate", "paiddate", "shipbydate", "modifieddate");
    }

    @Override
    public @Nullable DateOrder usualDateOrder() {
        return DateOrder.MDY;
    }

    @Override
    public OrderDraft read(List<Row> rows, Cells cells) {
        Row first = rows.get(0);
        Currency currency = cells.currency(rows, "currency");
        OrderDraft draft = new OrderDraft(
                first.get("ordernumber"), currency, cells.time(first, "orderdate"), cells.time(first, "modifieddate"));
        for (Row row : rows) {
            readLine(row, cells, draft);
        }
        draft.shippingAddress = ADDRESS.read(first, draft);
        if (!first.firstOf("recipientfullname", "buyeremail", "recipientphone").isEmpty()) {
            draft.customer = new Customer(
                    null,
                    cells.textOrNull(first, "recipientfullname"),
                    cells.textOrNull(first, "buyeremail"),
                    cells.textOrNull(first, "recipientphone"));
        }
        draft.tax = cells.charge(first, "tax", currency);
        String service = first.get("requestedshippingservice");
        draft.shippingLines.add(new ShippingLine(
                service,
                service,
                cells.charge(first, "shippingpaid", currency),
                Money.zero(currency),
                Money.zero(currency)));
        draft.grandTotal = cells.moneyOrNull(first, "ordertotal", currency);
        draft.settleByTotal(List.of(draft.orderDiscount));
        readPayment(first, cells, draft);
        draft.shipBy = cells.timeOrNull(first, "shipbydate");
        draft.note = cells.textOrNull(first, "notesfrombuyer");
        draft.attribute("notesToSeller", first.get("notestoseller"));
        draft.attribute("customField1", first.get("customfield1"));
        draft.attribute("giftMessage", first.get("giftmessage"));
        return draft;
    }

    /** Coupons come as an item with a negative price. */
    private static void readLine(Row row, Cells cells, OrderDraft draft) {
        Money price = cells.money(row, "itemunitprice", draft.currency);
        Quantity quantity = cells.quantity(row, "itemquantity", 0);
        if (price.isNegative()) {
            draft.orderDiscount = draft.orderDiscount.minus(price.times(quantity.value()));
            return;
        }
        draft.addLine(
                OrderDraft.Item.toShip(
                        cells.skuOrNull(row, "itemsku", row.get("itemsku")), row.get("itemname"), quantity),
                price,
                Money.zero(draft.currency),
                Money.zero(draft.currency),
                Map.of());
    }

    private static void readPayment(Row first, Cells cells, OrderDraft draft) {
        Money paid = cells.moneyOrNull(first, "amountpaid", draft.currency);
        Money total = draft.grandTotal;
        if (paid == null || total == null) {
            draft.financialStatus = FinancialStatus.UNKNOWN;
        } else if (paid.compareTo(total) >= 0) {
            draft.financialStatus = FinancialStatus.PAID;
        } else {
            draft.financialStatus = paid.isZero() ? FinancialStatus.PENDING : FinancialStatus.PARTIALLY_PAID;
        }
    }
}
