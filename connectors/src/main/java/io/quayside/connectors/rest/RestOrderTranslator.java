package io.quayside.connectors.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical order as clients write it. Needed are {@code externalId} (or {@code number}), {@code currency} and
 * {@code lines} with {@code sku}, {@code quantity} and {@code unitPrice}; totals that are left out are computed, totals
 * that are given must add up or the order is flagged. What Quayside decides itself ({@code id}, {@code status},
 * {@code flags}…) is ignored. A body of the form {@code {"type","timestamp","data":{order}}} (Standard Webhooks) is
 * unwrapped. Pure and thread-safe.
 */
public final class RestOrderTranslator implements OrderTranslator {
    private final ObjectReader json = CanonicalJson.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @Override
    public Translation translate(Payload payload) {
        try {
            return Translation.of(List.of(read(payload.body(), payload.receivedAt())));
        } catch (InvalidOrder e) {
            InvalidOrder.Problem first = e.problems().get(0);
            throw new Unreadable(first.field(), first.message());
        }
    }

    /**
     * @param receivedAt when the order tells neither when it was placed nor when it changed
     * @throws InvalidOrder with every field that is wrong
     */
    public CanonicalOrder read(byte[] body, Instant receivedAt) {
        JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line %d, column %d)"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw whole("the body is not valid JSON" + where);
        } catch (IOException e) {
            throw whole("the body is not valid UTF-8");
        }
        return read(root, receivedAt);
    }

    /** As {@link #read(byte[], Instant)}, for one order of several in a body. */
    public CanonicalOrder read(JsonNode root, Instant receivedAt) {
        if (!root.isObject()) {
            throw whole("one order, a JSON object, is expected");
        }
        boolean wrapped = root.path("data").isObject() && root.path("type").isTextual() && !root.has("lines");
        List<InvalidOrder.Problem> problems = new ArrayList<>();
        JsonFields fields =
                wrapped ? new JsonFields(root.path("data"), "data", problems) : new JsonFields(root, "", problems);
        try {
            CanonicalOrder order = new OrderReading(fields, receivedAt).order(problems);
            if (order != null) {
                return order;
            }
        } catch (InvalidValue e) { // of the order as a whole, such as a sum beyond all measure
            fields.problem("lines", String.valueOf(e.getMessage()));
        }
        throw new InvalidOrder(problems);
    }

    private static InvalidOrder whole(String message) {
        return new InvalidOrder(List.of(new InvalidOrder.Problem("", message)));
    }
}
