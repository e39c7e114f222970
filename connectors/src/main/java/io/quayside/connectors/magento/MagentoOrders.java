package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders by the time of their last change. The next page begins where the last one ended and is a first page again, since
 * rows move while they are read; only when all of a page changed in one second its successor is turned to. Shipments and
 * credit memos of a page are two calls more, and only where some are expected.
 */
final class MagentoOrders implements OrderSource {
    private static final int PAGE = 50;
    private static final int SMALL_PAGE = 10;
    private static final int MOST_DOCUMENT_PAGES = 10;
    private static final Pattern MARK = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)/(\\d{1,6})");
    private static final Set<String> SECRETS =
            Set.of("protect_code", "remote_ip", "x_forwarded_for", "customer_dob", "customer_taxvat");
    private final MagentoApi api;

    MagentoOrders(MagentoApi api) {
        this.api = api;
    }

    @Override
    public Page changedSince(Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        Matcher mark = MARK.matcher(cursor.orElse(""));
        boolean goesOn = mark.matches();
        String from = goesOn ? mark.group(1) : MagentoSearch.time(since);
        int number = goesOn ? Integer.parseInt(mark.group(2)) : 1;
        try {
            return page(from, number, PAGE, connection, http);
        } catch (ConnectorException.Temporary tooMuch) { // a big shop may manage a small page
            if (number > 1) {
                throw tooMuch;
            }
            return page(from, number, SMALL_PAGE, connection, http);
        }
    }

    private Page page(String from, int number, int size, ConnectionAccess connection, PlatformHttp http) {
        JsonNode list = api.page(
                "/orders",
                new MagentoSearch()
                        .where("updated_at", "gteq", from)
                        .ascending("updated_at")
                        .ascending("entity_id")
                        .page(number, size),
                connection,
                http);
        List<ObjectNode> orders = slimmed(list.path("items"));
        attach(orders, connection, http);
        List<FetchedOrder> fetched = orders.stream().map(MagentoOrders::fetched).toList();
        boolean last = orders.size() < size || MagentoApi.isLast(list, number, size);
        return new Page(fetched, last ? Optional.empty() : Optional.of(next(orders, from, number)));
    }

    private static String next(List<ObjectNode> orders, String from, int number) {
        String reached = orders.get(orders.size() - 1).path("updated_at").asText();
        boolean moved = MARK.matcher(reached + "/1").matches() && reached.compareTo(from) > 0;
        return moved ? reached + "/1" : from + "/" + (number + 1);
    }

    @Override
    public Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http) {
        if (!externalId.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        try {
            List<ObjectNode> order =
                    slimmed(JsonApi.JSON.createArrayNode().add(api.get("/orders/" + externalId, connection, http)));
            attach(order, connection, http);
            return order.stream().findFirst().map(MagentoOrders::fetched);
        } catch (ConnectorException.Refused refused) {
            if (MagentoFailures.isUnknown(refused)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Without what Magento tells twice, and without what nobody here needs to know. */
    private static List<ObjectNode> slimmed(JsonNode orders) {
        List<ObjectNode> slim = new ArrayList<>();
        for (JsonNode order : orders) {
            if (order instanceof ObjectNode object && object.hasNonNull("entity_id")) {
                object.remove(SECRETS);
                object.path("items").forEach(row -> ((ObjectNode) row).remove("parent_item"));
                JsonNode extension = object.path("extension_attributes");
                for (JsonNode assignment : extension.path("shipping_assignments")) {
                    ((ObjectNode) assignment).remove("items");
                }
                if (extension instanceof ObjectNode attributes) {
                    attributes.remove("payment_additional_info");
                }
                if (object.path("payment") instanceof ObjectNode payment) {
                    payment.remove("additional_information");
                    List<String> names = new ArrayList<>();
                    payment.fieldNames().forEachRemaining(names::add);
                    names.stream()
                            .filter(name -> name.startsWith("cc_") || name.startsWith("echeck_"))
                            .forEach(payment::remove);
                }
                slim.add(object);
            }
        }
        return slim;
    }

    private void attach(List<ObjectNode> orders, ConnectionAccess connection, PlatformHttp http) {
        attach(orders, "shipments", order -> any(order, "qty_shipped"), connection, http);
        attach(
                orders,
                "creditmemos",
                order -> any(order, "qty_refunded")
                        || order.path("base_total_refunded").asDouble() > 0
                        || order.path("state").asText().equals("closed"),
                connection,
                http);
    }

    private static boolean any(JsonNode order, String quantity) {
        for (JsonNode row : order.path("items")) {
            if (row.path(quantity).asDouble() > 0) {
                return true;
            }
        }
        return false;
    }

    private void attach(
            List<ObjectNode> orders,
            String what,
            Predicate<JsonNode> expected,
            ConnectionAccess connection,
            PlatformHttp http) {
        Map<String, ArrayNode> byOrder = new LinkedHashMap<>();
        orders.stream()
                .filter(expected)
                .forEach(order -> byOrder.put(order.path("entity_id").asText(), order.putArray(what)));
        if (byOrder.isEmpty()) {
            return;
        }
        MagentoSearch search = new MagentoSearch()
                .where("order_id", "in", String.join(",", byOrder.keySet()))
                .ascending("entity_id");
        for (JsonNode document : api.all("/" + what, search, MOST_DOCUMENT_PAGES, connection, http)) {
            ArrayNode list = byOrder.get(document.path("order_id").asText());
            if (list != null) {
                list.add(document);
            }
        }
    }

    /** Times have whole seconds, so the content tells versions within one second apart. */
    private static FetchedOrder fetched(JsonNode order) {
        byte[] payload = JsonApi.bytes(order);
        return new FetchedOrder(
                order.path("entity_id").asText(),
                order.path("updated_at").asText() + "/"
                        + Signatures.idOf(payload).substring(7, 23),
                payload);
    }
}
