package io.quayside.sandbox.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stock of listings. {@value #BY_HAND} was listed on eBay's pages: the Inventory API does not know it, the Trading API
 * does. Callers hold the store's lock.
 */
final class EbayListings {
    static final String BY_HAND = "POSTER-A2";
    private static final int MOST_REQUESTS = 25;
    private static final int MOST_ITEMS = 4;
    private static final Pattern STATUS = Pattern.compile("<InventoryStatus>(.*?)</InventoryStatus>", Pattern.DOTALL);
    private static final Pattern SKU = Pattern.compile("<SKU>([^<]+)</SKU>");
    private static final Pattern ITEM = Pattern.compile("<ItemID>(\\d+)</ItemID>");
    private static final Pattern QUANTITY = Pattern.compile("<Quantity>(\\d+)</Quantity>");

    /** Twelve digits, the same for each SKU. */
    static String itemId(String sku) {
        return "" + (110_000_000_000L + Integer.toUnsignedLong(sku.hashCode()));
    }

    Reply inventory(String path, Call call, Store store) {
        if (path.equals("bulk_update_price_quantity") && call.method().equals("POST")) {
            return update(call.json(), store);
        }
        if (path.startsWith("inventory_item/")) {
            String sku = path.substring("inventory_item/".length());
            Integer units = sku.equals(BY_HAND) ? null : store.stock().get(sku);
            return units == null ? unknown(sku) : Reply.ok(item(sku, units));
        }
        return EbayErrors.notFound();
    }

    private static ObjectNode item(String sku, int units) {
        ObjectNode item = Json.object().put("sku", sku).put("condition", "NEW");
        item.putObject("availability").putObject("shipToLocationAvailability").put("quantity", units);
        return item;
    }

    private static Reply unknown(String sku) {
        return EbayErrors.of(
                404,
                25_710,
                "API_INVENTORY",
                "REQUEST",
                sku + " could not be found or is not available in the system.");
    }

    private static Reply update(ObjectNode asked, Store store) {
        JsonNode requests = asked.path("requests");
        if (requests.isEmpty() || requests.size() > MOST_REQUESTS) {
            return EbayErrors.of(400, 25_709, "API_INVENTORY", "REQUEST", "requests must hold 1 to " + MOST_REQUESTS);
        }
        ObjectNode answer = Json.object();
        ArrayNode responses = answer.putArray("responses");
        boolean mixed = false;
        for (JsonNode request : requests) {
            String sku = request.path("sku").asText();
            JsonNode quantity = request.path("shipToLocationAvailability").path("quantity");
            ObjectNode response = responses.addObject().put("sku", sku);
            if (sku.equals(BY_HAND) || !store.stock().containsKey(sku)) {
                response.put("statusCode", 404)
                        .putArray("errors")
                        .add(EbayErrors.error(
                                25_702,
                                "API_INVENTORY",
                                "REQUEST",
                                sku + " could not be found or is not available in the system."));
                mixed = true;
            } else if (!quantity.isInt() || quantity.asInt() < 0) {
                response.put("statusCode", 400)
                        .putArray("errors")
                        .add(EbayErrors.error(25_004, "API_INVENTORY", "REQUEST", "Invalid quantity"));
                mixed = true;
            } else {
                store.setStock(sku, quantity.asInt());
                response.put("statusCode", 200).putArray("errors");
            }
        }
        return Reply.json(mixed ? 207 : 200, answer);
    }

    // ---- Trading

    Reply trading(Call call, Store store) {
        String body = new String(call.body(), StandardCharsets.UTF_8);
        return switch (call.header("x-ebay-api-call-name").orElse("")) {
            case "GetSellerList" -> found(body, store);
            case "ReviseInventoryStatus" -> revised(body, store);
            default -> xml("", failure(2, "Unsupported API call."));
        };
    }

    Reply invalidToken() {
        return xml("GetUser", failure(21_916_984, "Invalid IAF token."));
    }

    private static Reply found(String body, Store store) {
        StringBuilder items = new StringBuilder();
        Matcher wanted = SKU.matcher(body);
        while (wanted.find()) {
            if (store.stock().containsKey(wanted.group(1))) {
                items.append("<Item><ItemID>%s</ItemID><SKU>%s</SKU></Item>"
                        .formatted(itemId(wanted.group(1)), wanted.group(1)));
            }
        }
        return xml("GetSellerList", "<Ack>Success</Ack><ItemArray>" + items + "</ItemArray>");
    }

    private static Reply revised(String body, Store store) {
        int count = 0;
        StringBuilder told = new StringBuilder();
        Matcher status = STATUS.matcher(body);
        while (status.find()) {
            if (++count > MOST_ITEMS) {
                return xml("ReviseInventoryStatus", failure(21_919_104, "Too many InventoryStatus containers."));
            }
            String item = group(ITEM, status.group(1)).orElse("");
            Optional<String> sku = store.stock().keySet().stream()
                    .filter(each -> itemId(each).equals(item))
                    .findFirst();
            Optional<Integer> quantity = group(QUANTITY, status.group(1)).map(Integer::parseInt);
            if (sku.isEmpty() || quantity.isEmpty()) {
                return xml("ReviseInventoryStatus", failure(21_916_750, "FixedPrice item ended or unknown."));
            }
            store.setStock(sku.get(), quantity.get());
            told.append("<InventoryStatus><ItemID>%s</ItemID><Quantity>%d</Quantity></InventoryStatus>"
                    .formatted(item, quantity.get()));
        }
        return xml("ReviseInventoryStatus", "<Ack>Success</Ack>" + told);
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String failure(int code, String words) {
        return "<Ack>Failure</Ack><Errors><ShortMessage>%s</ShortMessage><LongMessage>%s</LongMessage><ErrorCode>%d</ErrorCode><SeverityCode>Error</SeverityCode></Errors>"
                .formatted(words, words, code);
    }

    private static Reply xml(String call, String content) {
        String name = call.isEmpty() ? "Response" : call + "Response";
        return new Reply(
                200,
                Map.of("Content-Type", "text/xml;charset=utf-8"),
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + name + " xmlns=\"urn:ebay:apis:eBLBaseComponents\">"
                                + content + "</" + name + ">")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
