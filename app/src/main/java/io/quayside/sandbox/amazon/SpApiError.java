package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;

/** {@code {"errors":[{code,message,details}]}}, the one shape of all refusals. */
final class SpApiError {
    private SpApiError() {}

    static Reply reply(int status, String code, String message) {
        ObjectNode answer = Json.object();
        answer.putArray("errors")
                .addObject()
                .put("code", code)
                .put("message", message)
                .put("details", "");
        return Reply.json(status, answer);
    }

    static Reply invalid(String message) {
        return reply(400, "InvalidInput", message);
    }

    static Reply notFound(String message) {
        return reply(404, "NotFound", message);
    }

    static Reply denied() {
        return reply(403, "Unauthorized", "Access to requested resource is denied.");
    }
}
