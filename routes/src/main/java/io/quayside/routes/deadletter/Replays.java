package io.quayside.routes.deadletter;

import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.kernel.TenantId;

/** Where the dead-letter desk hands mended letters back to the pipeline. */
@FunctionalInterface
public interface Replays {
    /**
     * Sends the letter's payload, as it is now, to the queue of the stage that failed; returns once it is durably
     * queued. The letter's own delivery id may be known as done already, so each replay has one of its own: the delivery
     * id, {@code #r} and {@link DeadLetter#replays}, which counts this replay already.
     *
     * @throws RuntimeException when the broker does not take it; nothing was sent then
     */
    void replay(TenantId tenant, DeadLetter letter);
}
