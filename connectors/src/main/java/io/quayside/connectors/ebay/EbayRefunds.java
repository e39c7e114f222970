package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.domain.kernel.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code issue_refund}. eBay knows no idempotency key and shows no note of a refund: one of the same amount on the same
 * lines that was made within the last half hour is taken for the one that is asked for. Whoever truly means to pay the
 * same again waits so long; the other way round, a buyer would be paid twice whenever an answer was lost.
 */
final class EbayRefunds implements RefundSink {
    private static final Duration RECENT = Duration.ofMinutes(30);
    private static final int LONGEST_COMMENT = 100;
    private final EbayMessageSigning signing;
    private final Clock clock;

    EbayRefunds(EbayMessageSigning signing, Clock clock) {
        this.signing = signing;
        this.clock = clock;
    }

    @Override
    public String refund(Refund refund, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        String path = EbayApi.order(refund.orderExternalId());
        JsonNode order = EbayApi.get(path, connection, http);
        Optional<String> made = made(refund, order);
        if (made.isPresent()) {
            return made.get();
        }
        ObjectNode wish = JsonApi.object()
                .put("reasonForRefund", reason(refund.reason()))
                .put(
                        "comment",
                        refund.reason().length() <= LONGEST_COMMENT
                                ? refund.reason()
                                : refund.reason().substring(0, LONGEST_COMMENT));
        if (isOfLines(refund)) {
            ArrayNode items = wish.putArray("refundItems");
            refund.lines().forEach(line -> items.addObject()
                    .put("lineItemId", line.lineExternalId())
                    .set("refundAmount", amount(line.amount())));
        } else {
            wish.set("orderLevelRefundAmount", amount(refund.amount()));
        }
        JsonNode answer = EbayApi.sendSigned(
                        path + "/issue_refund",
                        wish,
                        EbayApi.bearer(connection.credential("accessToken")),
                        connection,
                        signing,
                        http)
                .body();
        String id = answer.path("refundId").asText("");
        if (answer.path("refundStatus").asText("").equals("FAILED") || id.isBlank()) {
            throw new ConnectorException.Refused("eBay did not make the refund: look at the order in eBay.");
        }
        return id;
    }

    /** Line by line only where the lines are all that is given back; shipping and the like belong to the order. */
    private static boolean isOfLines(Refund refund) {
        return !refund.lines().isEmpty() && linesOf(refund).compareTo(refund.amount()) == 0;
    }

    private static Money linesOf(Refund refund) {
        return Money.sum(
                refund.amount().currency(),
                refund.lines().stream().map(Refund.Line::amount).toList());
    }

    private Optional<String> made(Refund refund, JsonNode order) {
        if (!isOfLines(refund)) {
            return recent(order.path("paymentSummary").path("refunds"), refund.amount());
        }
        List<String> ids = new ArrayList<>();
        for (Refund.Line line : refund.lines()) {
            Optional<String> id = Optional.empty();
            for (JsonNode told : order.path("lineItems")) {
                if (told.path("lineItemId").asText().equals(line.lineExternalId())) {
                    id = recent(told.path("refunds"), line.amount());
                }
            }
            if (id.isEmpty()) {
                return Optional.empty();
            }
            ids.add(id.get());
        }
        return Optional.of(ids.get(0));
    }

    private Optional<String> recent(JsonNode refunds, Money amount) {
        for (JsonNode refund : refunds) {
            boolean counts = !refund.path("refundStatus").asText("").equals("FAILED");
            if (counts && isRecent(refund.path("refundDate").asText("")) && isSame(refund.path("amount"), amount)) {
                return Optional.of(refund.path("refundId")
                        .asText(refund.path("refundReferenceId").asText("known")));
            }
        }
        return Optional.empty();
    }

    private boolean isRecent(String date) {
        try {
            return Instant.parse(date).isAfter(clock.instant().minus(RECENT));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isSame(JsonNode told, Money amount) {
        String value = told.path("value").asText("");
        return told.path("currency").asText().equals(amount.currency().getCurrencyCode())
                && value.matches("-?\\d{1,15}(\\.\\d{1,6})?")
                && new BigDecimal(value).abs().compareTo(amount.amount()) == 0;
    }

    private static ObjectNode amount(Money amount) {
        return JsonApi.object()
                .put("value", amount.amount().toPlainString())
                .put("currency", amount.currency().getCurrencyCode());
    }

    /** The merchant's words to one of eBay's; some of eBay's are for full refunds only, so the general one is the rule. */
    private static String reason(String words) {
        String told = words.toLowerCase(Locale.ROOT);
        if (told.contains("return")) {
            return "BUYER_RETURN";
        }
        if (told.contains("not received") || told.contains("lost")) {
            return "ITEM_NOT_RECEIVED";
        }
        if (told.contains("described") || told.contains("damaged") || told.contains("defect")) {
            return "ITEM_NOT_AS_DESCRIBED";
        }
        if (told.contains("shipping")) {
            return "SHIPPING_DISCOUNT";
        }
        return "OTHER_ADJUSTMENT";
    }
}
