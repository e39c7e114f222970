package io.quayside.app.export;

import static io.quayside.app.export.Export.column;

import io.quayside.app.orders.persistence.OrderList;
import io.quayside.app.orders.web.OrderResponse;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.FulfilledBy;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Orders, one row each, and their lines, one row each. */
@Component
class OrderExports {
    private static final String SCOPE = "orders:read";
    private static final List<String> FILTERS = List.of("status", "flag", "channel", "connectionId", "q", "from", "to");

    private final OrderList orders;

    OrderExports(OrderList orders) {
        this.orders = orders;
    }

    Export<OrderResponse> orders() {
        List<Export.Column<OrderResponse>> columns = new ArrayList<>(List.of(
                column("id", OrderResponse::id),
                column("number", OrderResponse::number),
                column("channel", OrderResponse::channel),
                column("connection_id", OrderResponse::connectionId),
                column("external_id", OrderResponse::externalId),
                column("placed_at", OrderResponse::placedAt),
                column("updated_at", OrderResponse::updatedAt),
                column("imported_at", OrderResponse::importedAt),
                column("status", OrderResponse::status),
                column("financial_status", OrderResponse::financialStatus),
                column(
                        "flags",
                        order -> joined(order.flags(), flag -> flag.code().name())),
                column("held_by", order -> joined(order.heldBy(), text -> text)),
                column("ignored_because", OrderResponse::ignoredBecause),
                column("test", OrderResponse::test),
                column("currency", OrderResponse::currency),
                column("taxes_included", OrderResponse::taxesIncluded),
                column("lines_total", order -> amount(order.totals().lines())),
                column("discounts", order -> amount(order.totals().discounts())),
                column("shipping", order -> amount(order.totals().shipping())),
                column("tax", order -> amount(order.totals().tax())),
                column("adjustments", order -> amount(order.totals().adjustments())),
                column("grand_total", order -> amount(order.totals().grandTotal())),
                column("refunded", order -> amount(order.totals().refunded())),
                column("customer_name", order -> of(order.customer(), OrderResponse.Customer::name)),
                column("email", order -> of(order.customer(), OrderResponse.Customer::email)),
                column("phone", order -> of(order.customer(), OrderResponse.Customer::phone))));
        address("shipping_", OrderResponse::shippingAddress, columns);
        address("billing_", OrderResponse::billingAddress, columns);
        columns.add(column("tags", order -> joined(order.tags(), tag -> tag)));
        columns.add(column("note", OrderResponse::note));
        columns.add(column("carriers", order -> joined(order.fulfillments(), OrderResponse.Fulfillment::carrier)));
        columns.add(column(
                "tracking_numbers",
                order -> joined(order.fulfillments(), parcel -> String.join(" ", parcel.trackingNumbers()))));
        return new Export<>(SCOPE, FILTERS, List.copyOf(columns), (tenant, selection) -> orders.all(
                        tenant, selection.toOrderQuery())
                .map(OrderResponse::of));
    }

    private static void address(
            String prefix,
            Function<OrderResponse, OrderResponse.@Nullable PostalAddress> address,
            List<Export.Column<OrderResponse>> columns) {
        columns.add(column(prefix + "name", order -> of(address.apply(order), OrderResponse.PostalAddress::name)));
        columns.add(
                column(prefix + "company", order -> of(address.apply(order), OrderResponse.PostalAddress::company)));
        columns.add(column(prefix + "line1", order -> of(address.apply(order), OrderResponse.PostalAddress::line1)));
        columns.add(column(prefix + "line2", order -> of(address.apply(order), OrderResponse.PostalAddress::line2)));
        columns.add(column(prefix + "city", order -> of(address.apply(order), OrderResponse.PostalAddress::city)));
        columns.add(column(prefix + "region", order -> of(address.apply(order), OrderResponse.PostalAddress::region)));
        columns.add(column(
                prefix + "postal_code", order -> of(address.apply(order), OrderResponse.PostalAddress::postalCode)));
        columns.add(column(
                prefix + "country", order -> of(address.apply(order), OrderResponse.PostalAddress::countryCode)));
    }

    /** A line with what a spreadsheet needs to know of its order. */
    record OrderLineRow(
            OrderId orderId,
            String orderNumber,
            String channel,
            Instant placedAt,
            OrderStatus status,
            String externalId,
            @Nullable Sku sku,
            String title,
            Quantity quantity,
            Quantity fulfillableQuantity,
            Quantity allocatedQuantity,
            Money unitPrice,
            Money discount,
            Money tax,
            Money total,
            FulfilledBy fulfilledBy) {
        static OrderLineRow of(OrderResponse order, OrderResponse.Line line) {
            return new OrderLineRow(
                    order.id(),
                    order.number(),
                    order.channel().name(),
                    order.placedAt(),
                    order.status(),
                    line.externalId(),
                    line.sku(),
                    line.title(),
                    line.quantity(),
                    line.fulfillableQuantity(),
                    line.allocatedQuantity(),
                    line.unitPrice(),
                    line.discount(),
                    line.tax(),
                    line.total(),
                    line.fulfilledBy());
        }
    }

    Export<OrderLineRow> lines() {
        return new Export<>(
                SCOPE,
                FILTERS,
                List.of(
                        column("order_id", OrderLineRow::orderId),
                        column("order_number", OrderLineRow::orderNumber),
                        column("channel", OrderLineRow::channel),
                        column("placed_at", OrderLineRow::placedAt),
                        column("status", OrderLineRow::status),
                        column("line_id", OrderLineRow::externalId),
                        column("sku", OrderLineRow::sku),
                        column("title", OrderLineRow::title),
                        column("quantity", line -> line.quantity().value()),
                        column("fulfillable_quantity", line -> line.fulfillableQuantity()
                                .value()),
                        column("allocated_quantity", line -> line.allocatedQuantity()
                                .value()),
                        column("currency", line -> line.total().currency().getCurrencyCode()),
                        column("unit_price", line -> amount(line.unitPrice())),
                        column("discount", line -> amount(line.discount())),
                        column("tax", line -> amount(line.tax())),
                        column("total", line -> amount(line.total())),
                        column("fulfilled_by", OrderLineRow::fulfilledBy)),
                (tenant, selection) -> orders.all(tenant, selection.toOrderQuery())
                        .map(OrderResponse::of)
                        .flatMap(order -> order.lines().stream().map(line -> OrderLineRow.of(order, line))));
    }

    private static BigDecimal amount(Money money) {
        return money.amount();
    }

    private static <P> @Nullable String of(@Nullable P part, Function<P, @Nullable String> value) {
        return part == null ? null : value.apply(part);
    }

    private static <T> String joined(List<T> parts, Function<T, @Nullable String> text) {
        List<String> texts = new ArrayList<>();
        for (T part : parts) {
            String one = text.apply(part);
            if (one != null && !one.isEmpty()) {
                texts.add(one);
            }
        }
        return String.join("; ", texts);
    }
}
