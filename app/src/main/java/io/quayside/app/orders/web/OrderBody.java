package io.quayside.app.orders.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quayside.app.http.Problem;
import io.quayside.connectors.spi.CanonicalJson;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Parses what clients send as strictly as the translator does: a key that stands twice or a second value is a mistake. */
@Component
class OrderBody {
    private final ObjectReader json = CanonicalJson.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** @throws Problem that says where the JSON breaks */
    JsonNode parse(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            if (tree.isMissingNode()) {
                throw Problem.invalid("", "the body is empty: send an order as JSON");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line %d, column %d)"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw Problem.invalid("", "the body is not valid JSON" + where);
        } catch (IOException e) {
            throw Problem.invalid("", "the body is not valid UTF-8");
        }
    }
}
