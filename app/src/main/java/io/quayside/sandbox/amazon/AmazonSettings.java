package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a test may set about the simulated Amazon.
 *
 * @param limitFactor multiplies every rate and burst; 1 are Amazon's own
 * @param lagSeconds how long lists do not show a change; Amazon's is two minutes
 * @param personalData whether the app has the restricted roles
 * @param newOrdersApi whether the account may use the API of 2026-01-01
 */
record AmazonSettings(double limitFactor, long lagSeconds, boolean personalData, boolean newOrdersApi) {
    static final AmazonSettings TRUE_TO_LIFE = new AmazonSettings(1, 120, true, true);

    /** These, where the JSON names others. */
    AmazonSettings with(ObjectNode json) {
        return new AmazonSettings(
                Math.max(0.001, json.path("limitFactor").asDouble(limitFactor)),
                Math.max(0, json.path("lagSeconds").asLong(lagSeconds)),
                json.path("personalData").asBoolean(personalData),
                json.path("newOrdersApi").asBoolean(newOrdersApi));
    }
}
