package io.quayside.app.deadletters.persistence;

import io.quayside.domain.integrations.DeadLetter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with what the desk knows beyond it.
 *
 * @param original what was received, once a person has edited the payload
 * @param resolvedAt when it was replayed or discarded last, absent while open
 * @param resolvedBy who did, empty when unknown
 */
public record StoredLetter(
        DeadLetter letter, byte @Nullable [] original, @Nullable Instant resolvedAt, String resolvedBy) {}
