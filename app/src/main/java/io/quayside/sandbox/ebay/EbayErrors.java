package io.quayside.sandbox.ebay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;

/** The shape of eBay's refusals. */
final class EbayErrors {
    private EbayErrors() {}

    static Reply of(int status, int id, String domain, String category, String message) {
        ObjectNode body = Json.object();
        body.putArray("errors").add(error(id, domain, category, message));
        return Reply.json(status, body);
    }

    static ObjectNode error(int id, String domain, String category, String message) {
        return Json.object()
                .put("errorId", id)
                .put("domain", domain)
                .put("category", category)
                .put("message", message)
                .put("longMessage", message);
    }

    static Reply request(int id, String message) {
        return of(400, id, "API_FULFILLMENT", "REQUEST", message);
    }

    static Reply notFound() {
        return of(404, 2002, "ACCESS", "REQUEST", "Resource not found");
    }

    static Reply invalidToken() {
        return of(401, 1001, "OAuth", "REQUEST", "Invalid access token");
    }

    static Reply quota() {
        return of(429, 2001, "ACCESS", "REQUEST", "The request limit has been reached for the resource.");
    }
}
