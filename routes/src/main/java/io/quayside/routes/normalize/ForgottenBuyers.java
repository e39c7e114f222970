package io.quayside.routes.normalize;

import io.quayside.domain.integrations.Platform;
import java.util.List;

/** Port: a platform demands that one of its buyers be forgotten, by every merchant of this installation. */
@FunctionalInterface
public interface ForgottenBuyers {
    /**
     * Durable when it returns; safe to repeat.
     *
     * @param names the platform's names and ids of that one person
     * @param why for the merchants
     */
    void forget(Platform platform, List<String> names, String why);
}
