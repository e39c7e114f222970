package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;

/** Magento's errors: a message whose places are filled by whoever reads it. */
final class Errors {
    private Errors() {}

    /** @param parameters for {@code %1}, {@code %2}… */
    static Reply numbered(int status, String message, String... parameters) {
        ObjectNode error = Json.object().put("message", message);
        if (parameters.length > 0) {
            var list = error.putArray("parameters");
            for (String parameter : parameters) {
                list.add(parameter);
            }
        }
        return Reply.json(status, error);
    }

    static Reply named(int status, String message, String name, String value) {
        ObjectNode error = Json.object().put("message", message);
        error.putObject("parameters").put(name, value);
        return Reply.json(status, error);
    }

    static Reply noRoute() {
        return numbered(404, "Request does not match any route.");
    }

    static Reply unknown(String id) {
        ObjectNode error = Json.object().put("message", "No such entity with %fieldName = %fieldValue");
        error.putObject("parameters").put("fieldName", "orderId").put("fieldValue", id);
        return Reply.json(404, error);
    }

    static Reply unknownProduct() {
        return numbered(404, "The product that was requested doesn't exist. Verify the product and try again.");
    }

    static Reply unauthorized() {
        return named(
                401, "The consumer isn't authorized to access %resources.", "resources", "Magento_Sales::actions_view");
    }
}
