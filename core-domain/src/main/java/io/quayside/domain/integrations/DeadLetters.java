package io.quayside.domain.integrations;

import io.quayside.domain.integrations.DeadLetter.Status;
import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Port: the dead-letter desk of a tenant. Every call joins the current unit of work. */
public interface DeadLetters {
    /** Adds the letter or replaces the one with its id. */
    void save(TenantId tenant, DeadLetter letter);

    Optional<DeadLetter> find(TenantId tenant, UUID id);

    /** Newest first, at most {@code limit}. */
    List<DeadLetter> list(TenantId tenant, Filter filter, int limit);

    /**
     * Absent parts match everything.
     *
     * @param reason a part of the sentence in any letter case
     * @param cause the whole sentence with what differs from letter to letter left out, as groups are named
     */
    record Filter(
            @Nullable String stage,
            @Nullable ConnectionId connectionId,
            @Nullable String reason,
            @Nullable String cause,
            @Nullable Status status) {
        public static final Filter OPEN = new Filter(null, null, null, null, Status.OPEN);
    }
}
