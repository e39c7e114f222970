package io.quayside.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What goes wrong on purpose; shares are from 0 to 1.
 *
 * @param failRate share of API calls that get {@code failStatus}
 * @param loseAnswers share of API calls that change something and are done, though who called gets a 502
 * @param expireTokens tokens are refused with 401; where they can be renewed, those given out before only
 */
public record Faults(
        double dropWebhooks,
        double duplicateWebhooks,
        double reorderWebhooks,
        long latencyMs,
        double failRate,
        int failStatus,
        double loseAnswers,
        boolean expireTokens) {
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 500, 0, false);

    public static Faults of(ObjectNode json) {
        return new Faults(
                json.path("dropWebhooks").asDouble(),
                json.path("duplicateWebhooks").asDouble(),
                json.path("reorderWebhooks").asDouble(),
                json.path("latencyMs").asLong(),
                json.path("failRate").asDouble(),
                json.path("failStatus").asInt(500),
                json.path("loseAnswers").asDouble(),
                json.path("expireTokens").asBoolean());
    }

    /** Whether the answer of a call that was done gets lost on its way. */
    public boolean loses(Reply answer) {
        return answer.status() < 300 && ThreadLocalRandom.current().nextDouble() < loseAnswers;
    }
}
