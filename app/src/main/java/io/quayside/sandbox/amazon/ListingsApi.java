package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Quantities of offers. SKUs that begin with {@code FBA-} are shipped by Amazon. */
final class ListingsApi {
    private static final String AVAILABILITY = "/attributes/fulfillment_availability";

    private ListingsApi() {}

    static Reply answer(Store store, String path, Call call) {
        String[] parts = path.split("/", 5); // listings, version, items, seller, sku
        if (parts.length < 4 || !parts[3].equals(store.name())) {
            return SpApiError.denied();
        }
        if (call.parameter("marketplaceIds").isEmpty()) {
            return SpApiError.invalid("marketplaceIds is required.");
        }
        if (parts.length == 4) {
            return search(store, call);
        }
        String sku = parts[4];
        return switch (call.method()) {
            case "GET" ->
                store.stock().containsKey(sku)
                        ? Reply.ok(item(sku, store.stock().get(sku)))
                        : SpApiError.notFound("SKU '" + sku + "' not found in marketplace.");
            case "PATCH" ->
                Reply.ok(submission(
                        sku,
                        call.query().getOrDefault("mode", "").equals("VALIDATION_PREVIEW")
                                ? refusal(store, sku, call.json().path("patches"))
                                : patch(store, sku, call.json().path("patches")),
                        call.query().containsKey("mode")));
            default -> SpApiError.notFound("The requested resource is not found.");
        };
    }

    private static Reply search(Store store, Call call) {
        ObjectNode answer = Json.object();
        ArrayNode items = Json.array();
        Map<String, Integer> stock = store.stock();
        for (String sku : call.query().getOrDefault("identifiers", "").split(",")) {
            Integer units = stock.get(sku);
            if (units != null) {
                items.add(item(sku, units));
            }
        }
        answer.put("numberOfResults", items.size());
        answer.set("items", items);
        return Reply.ok(answer);
    }

    private static ObjectNode item(String sku, int units) {
        ObjectNode item = Json.object().put("sku", sku);
        ObjectNode place = item.putArray("fulfillmentAvailability").addObject();
        if (sku.startsWith("FBA-")) {
            place.put("fulfillmentChannelCode", "AMAZON_NA");
        } else {
            place.put("fulfillmentChannelCode", "DEFAULT").put("quantity", units);
        }
        return item;
    }

    /** @return why not, or empty */
    static Optional<String> patch(Store store, String sku, JsonNode patches) {
        Optional<String> refusal = refusal(store, sku, patches);
        if (refusal.isEmpty()) {
            store.setStock(
                    sku, patches.path(0).path("value").path(0).path("quantity").asInt());
        }
        return refusal;
    }

    private static Optional<String> refusal(Store store, String sku, JsonNode patches) {
        JsonNode value = patches.path(0).path("value").path(0);
        if (!store.stock().containsKey(sku)) {
            return Optional.of("SKU '" + sku + "' does not match any listing.");
        }
        boolean understood = patches.path(0).path("path").asText().equals(AVAILABILITY)
                && java.util.Set.of("add", "replace", "merge")
                        .contains(patches.path(0).path("op").asText())
                && value.path("fulfillment_channel_code").asText().equals("DEFAULT")
                && value.path("quantity").isInt();
        return understood ? Optional.empty() : Optional.of("The attributes are invalid.");
    }

    private static ObjectNode submission(String sku, Optional<String> refusal, boolean preview) {
        ObjectNode answer = Json.object()
                .put("sku", sku)
                .put("status", refusal.isPresent() ? "INVALID" : preview ? "VALID" : "ACCEPTED")
                .put("submissionId", UUID.randomUUID().toString());
        ArrayNode issues = answer.putArray("issues");
        refusal.ifPresent(message -> {
            ObjectNode issue = issues.addObject()
                    .put("code", "8541")
                    .put("message", message)
                    .put("severity", "ERROR");
            issue.putArray("categories");
        });
        return answer;
    }
}
