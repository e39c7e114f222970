package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.StockSink.Level;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Stock of shops without multi-source inventory: one level for each product, product by product. */
final class SingleStock {
    private final MagentoApi api;
    private final ConnectionAccess connection;
    private final PlatformHttp http;

    SingleStock(MagentoApi api, ConnectionAccess connection, PlatformHttp http) {
        this.api = api;
        this.connection = connection;
        this.http = http;
    }

    /** @return problems by SKU */
    Map<String, String> push(Map<String, Level> wanted) {
        Map<String, String> problems = new HashMap<>();
        wanted.forEach((sku, level) -> {
            try {
                set(sku, level.available());
            } catch (ConnectorException.Refused | ConnectorException.Unsupported refused) {
                problems.put(
                        sku,
                        sku.contains("/")
                                ? "many shops can't be asked for a SKU with a slash in it: " + refused.getMessage()
                                : MagentoFailures.isUnknown(refused)
                                        ? "no product in Magento has this SKU"
                                        : String.valueOf(refused.getMessage()));
            }
        });
        return problems;
    }

    private void set(String sku, int units) {
        String encoded = JsonApi.encoded(sku);
        JsonNode item = api.get("/stockItems/" + encoded, connection, http);
        boolean same = item.path("qty").isNumber()
                && item.path("qty").decimalValue().compareTo(BigDecimal.valueOf(units)) == 0
                && item.path("is_in_stock").asBoolean() == units > 0;
        if (same) {
            return;
        }
        ObjectNode body = JsonApi.object();
        body.putObject("stockItem").put("qty", units).put("is_in_stock", units > 0);
        api.send(
                "PUT",
                "/products/" + encoded + "/stockItems/" + item.path("item_id").asText(),
                Map.of(),
                body,
                connection,
                http);
    }
}
