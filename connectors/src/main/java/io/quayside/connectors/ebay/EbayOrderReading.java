package io.quayside.connectors.ebay;

import io.quayside.connectors.payload.Currencies;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.payload.Texts;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One order while it is read. */
final class EbayOrderReading {
    private static final Set<String> BUYERS_REASONS = Set.of(
            "BUYER_ASKED_CANCEL",
            "BUYER_CANCEL",
            "BUYER_CANCEL_OR_ADDRESS_ISSUE",
            "ADDRESS_ISSUES",
            "FOUND_CHEAPER_PRICE",
            "ORDER_MISTAKE",
            "PRICE_TOO_HIGH",
            "WONT_ARRIVE_IN_TIME",
            "WRONG_SHIPPING_METHOD",
            "WRONG_PAYMENT_METHOD",
            "WRONG_SHIPPING_ADDRESS",
            "SELLER_WONT_MEET_REQUIREMENTS");

    private final PayloadNode order;
    private final Findings findings;
    private final Instant receivedAt;
    private final EbayAmounts amounts;
    private final EbayDelivery delivery;
    private final EbayLines lines;

    EbayOrderReading(PayloadNode order, Instant receivedAt) {
        this.order = order;
        this.findings = order.findings();
        this.receivedAt = receivedAt;
        this.amounts = new EbayAmounts(order);
        this.delivery = new EbayDelivery(order);
        this.lines = new EbayLines(order, amounts, delivery);
    }

    CanonicalOrder order() {
        String id = order.at("orderId").id();
        if (id == null) {
            throw new Unreadable(order.at("orderId").path(), "is not an order's id");
        }
        if (order.at("pricingSummary").at("total").isAbsent()) {
            throw new Unreadable(
                    order.at("pricingSummary").at("total").path(), "is missing: this is only a part of an order");
        }
        List<CanonicalOrder.Refund> refunds = refunds();
        Money refunded = Money.sum(
                amounts.currency(),
                refunds.stream().map(CanonicalOrder.Refund::amount).toList());
        EbayAmounts.Summary summary = amounts.summary(lines.taxes(), lines.collectedByEbay(), refunded);
        Currencies.check(summary.totals(), summary.taxesIncluded(), EbayApi.NAME, findings);
        lines.check(summary.totals().lines());
        Instant changed = Texts.first(
                        order.at("lastModifiedDate").time(),
                        order.at("creationDate").time(),
                        receivedAt)
                .orElse(receivedAt);
        CanonicalOrder.Cancellation cancellation = cancellation(changed);
        return new CanonicalOrder(
                id,
                id,
                Texts.first(order.at("creationDate").time(), changed).orElse(changed),
                changed,
                0,
                false,
                cancellation,
                false,
                financialStatus(),
                amounts.currency(),
                summary.taxesIncluded(),
                summary.totals(),
                customer(),
                delivery.address(),
                delivery.registrationAddress(),
                lines.all(),
                shippingLines(),
                lines.shipBy(),
                delivery.deliverBy(),
                order.at("buyerCheckoutNotes").text(),
                List.of(),
                attributes(summary),
                findings.flags(),
                lines.fulfillments(),
                refunds);
    }

    private String code(PayloadNode node) {
        String text = node.text();
        return text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
    }

    private FinancialStatus financialStatus() {
        return switch (code(order.at("orderPaymentStatus"))) {
            case "PAID" -> FinancialStatus.PAID;
            case "PENDING" -> FinancialStatus.PENDING;
            case "PARTIALLY_REFUNDED" -> FinancialStatus.PARTIALLY_REFUNDED;
            case "FULLY_REFUNDED" -> FinancialStatus.REFUNDED;
            case "FAILED" -> FinancialStatus.VOIDED;
            default -> FinancialStatus.UNKNOWN;
        };
    }

    /**
     * A request that waits for an answer holds the order: what leaves now would come back. Lists never show the request
     * itself, only the state (field-lesson 19).
     */
    private CanonicalOrder.@Nullable Cancellation cancellation(Instant changed) {
        PayloadNode status = order.at("cancelStatus");
        List<PayloadNode> requests = status.at("cancelRequests").objects();
        String state = code(status.at("cancelState"));
        if (state.equals("CANCELED") || state.equals("CANCELLED")) {
            Instant at = Texts.first(
                            status.at("cancelledDate").time(),
                            requests.stream()
                                    .map(request ->
                                            request.at("cancelCompletedDate").time())
                                    .filter(Objects::nonNull)
                                    .max(Comparator.naturalOrder())
                                    .orElse(null),
                            changed)
                    .orElse(changed);
            return new CanonicalOrder.Cancellation(at, reason(requests));
        }
        if (state.equals("IN_PROGRESS")) {
            String why = requests.stream()
                    .filter(request -> code(request.at("cancelRequestState")).equals("REQUESTED"))
                    .map(request -> request.at("cancelReason").text())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(reason -> " (" + reason + ")")
                    .orElse("");
            findings.add(
                    Flag.Code.SUSPICIOUS_VALUE,
                    "A cancellation is asked for%s: accept or decline it in eBay before anything is shipped."
                            .formatted(why));
        }
        boolean nothingShipped = code(order.at("orderFulfillmentStatus")).equals("NOT_STARTED");
        return financialStatus() == FinancialStatus.REFUNDED && nothingShipped
                ? new CanonicalOrder.Cancellation(changed, "refunded")
                : null;
    }

    private String reason(List<PayloadNode> requests) {
        String told = requests.stream()
                .filter(request -> !code(request.at("cancelRequestState")).equals("REJECTED"))
                .map(request -> code(request.at("cancelReason")))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
        if (BUYERS_REASONS.contains(told)) {
            return "customer";
        }
        if (told.startsWith("OUT_OF_STOCK")) {
            return "inventory";
        }
        return told.contains("NOT_PAID") || told.contains("UNPAID") ? "declined" : told.toLowerCase(Locale.ROOT);
    }

    /**
     * Told for the order, for lines, or the same one in both places; failed ones moved no money. One that is in both is
     * known by its id, its reference or its moment. The order's amount of it may be what it costs the seller, who gets
     * fees back; the lines tell what the buyer got.
     */
    private List<CanonicalOrder.Refund> refunds() {
        Map<String, PayloadNode> ofOrder = new LinkedHashMap<>();
        List<PayloadNode> told = order.at("paymentSummary").at("refunds").objects().stream()
                .filter(this::moved)
                .toList();
        for (PayloadNode refund : told) {
            ofOrder.put(key(refund, "order" + ofOrder.size()), refund);
        }
        Map<String, List<CanonicalOrder.Refund.RefundedLine>> linesOf = new LinkedHashMap<>();
        Map<String, PayloadNode> ofLines = new LinkedHashMap<>();
        for (EbayLines.Told line : lines.told()) {
            for (PayloadNode refund : line.node().at("refunds").objects()) {
                if (!moved(refund)) {
                    continue;
                }
                String key = ofOrder.entrySet().stream()
                        .filter(candidate -> isSame(candidate.getValue(), refund))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseGet(() -> key(refund, "line " + line.id()));
                if (!ofOrder.containsKey(key)) {
                    ofLines.putIfAbsent(key, refund);
                }
                linesOf.computeIfAbsent(key, any -> new ArrayList<>())
                        .add(new CanonicalOrder.Refund.RefundedLine(
                                line.id(), io.quayside.domain.kernel.Quantity.of(0), amount(refund), false));
            }
        }
        List<CanonicalOrder.Refund> refunds = new ArrayList<>();
        ofOrder.forEach((key, refund) -> {
            List<CanonicalOrder.Refund.RefundedLine> parts = linesOf.getOrDefault(key, List.of());
            Money paid = amount(refund);
            Money given = sum(parts);
            refunds.add(refund(key, refund, given.compareTo(paid) > 0 ? given : paid, parts));
        });
        ofLines.forEach((key, refund) -> {
            List<CanonicalOrder.Refund.RefundedLine> parts = linesOf.getOrDefault(key, List.of());
            refunds.add(refund(key, refund, sum(parts), parts));
        });
        return refunds;
    }

    private Money sum(List<CanonicalOrder.Refund.RefundedLine> parts) {
        return Money.sum(
                amounts.currency(),
                parts.stream().map(CanonicalOrder.Refund.RefundedLine::amount).toList());
    }

    private boolean moved(PayloadNode refund) {
        return !code(refund.at("refundStatus")).equals("FAILED")
                && !amount(refund).isZero();
    }

    private Money amount(PayloadNode refund) {
        return amounts.discount(refund.at("amount")); // some payloads show what left the seller as negative
    }

    private static String key(PayloadNode refund, String otherwise) {
        return Texts.first(
                        refund.at("refundId").id(),
                        refund.at("refundReferenceId").id())
                .orElse(otherwise);
    }

    private static boolean isSame(PayloadNode one, PayloadNode other) {
        for (String name : List.of("refundId", "refundReferenceId", "refundDate")) {
            String first = one.at(name).text();
            if (first != null && first.equals(other.at(name).text())) {
                return true;
            }
        }
        return false;
    }

    private static CanonicalOrder.Refund refund(
            String id, PayloadNode refund, Money amount, List<CanonicalOrder.Refund.RefundedLine> lines) {
        return new CanonicalOrder.Refund(id, refund.at("refundDate").time(), amount, null, lines);
    }

    private List<CanonicalOrder.ShippingLine> shippingLines() {
        PayloadNode summary = order.at("pricingSummary");
        Money price = amounts.of(summary.at("deliveryCost"));
        String service = delivery.service();
        return price.isZero() && service.isEmpty()
                ? List.of()
                : List.of(new CanonicalOrder.ShippingLine(
                        service,
                        delivery.serviceName(),
                        price,
                        amounts.discount(summary.at("deliveryDiscount")),
                        Money.zero(amounts.currency())));
    }

    /** E-mail addresses are relays of eBay that die some weeks after the sale. */
    private CanonicalOrder.@Nullable Customer customer() {
        PayloadNode buyer = order.at("buyer");
        String id = buyer.at("username").text();
        PayloadNode registered = buyer.at("buyerRegistrationAddress");
        PayloadNode receiver = delivery.receiver();
        String name = Texts.first(
                        registered.at("fullName").text(),
                        receiver.at("fullName").text())
                .orElse(null);
        String email = Texts.first(
                        receiver.at("email").text(), registered.at("email").text())
                .orElse(null);
        String phone = Texts.first(
                        receiver.at("primaryPhone").at("phoneNumber").text(),
                        registered.at("primaryPhone").at("phoneNumber").text())
                .orElse(null);
        return id == null && name == null && email == null ? null : new CanonicalOrder.Customer(id, name, email, phone);
    }

    private Map<String, String> attributes(EbayAmounts.Summary summary) {
        Map<String, String> attributes = new TreeMap<>(delivery.attributes());
        put(attributes, "salesRecordReference", order.at("salesRecordReference").text());
        put(attributes, "sellerId", order.at("sellerId").text());
        String legacy = order.at("legacyOrderId").text();
        if (legacy != null && !legacy.equals(order.at("orderId").text())) {
            attributes.put("legacyOrderId", legacy);
        }
        String cancel = code(order.at("cancelStatus").at("cancelState"));
        if (!cancel.isEmpty() && !cancel.equals("NONE_REQUESTED")) {
            attributes.put("cancelState", cancel);
        }
        order.at("paymentSummary").at("payments").objects().stream()
                .findFirst()
                .ifPresent(payment -> put(
                        attributes, "paymentMethod", payment.at("paymentMethod").text()));
        lines.told().stream()
                .findFirst()
                .ifPresent(line -> put(
                        attributes,
                        "marketplace",
                        Texts.first(
                                        line.node().at("purchaseMarketplaceId").text(),
                                        line.node().at("listingMarketplaceId").text())
                                .orElse(null)));
        PayloadNode taxId = order.at("buyer").at("taxIdentifier");
        put(attributes, "buyerTaxId", taxId.at("taxpayerId").text());
        put(attributes, "buyerTaxIdType", taxId.at("taxIdentifierType").text());
        if (!lines.collectedByEbay().isZero()) {
            attributes.put(
                    "taxCollectedByEbay", lines.collectedByEbay().amount().toPlainString());
        }
        lines.taxReferences().forEach(attributes::putIfAbsent);
        amounts.presentment().ifPresent(total -> {
            put(
                    attributes,
                    "presentmentCurrency",
                    total.at("convertedFromCurrency").text());
            put(attributes, "presentmentTotal", total.at("convertedFromValue").text());
        });
        summary.conversionRounding()
                .ifPresent(
                        odd -> attributes.put("conversionRounding", odd.amount().toPlainString()));
        return attributes;
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            map.putIfAbsent(name, value);
        }
    }
}
