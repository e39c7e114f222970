package io.quayside.routes.writeback;

import io.quayside.connectors.spi.RateLimits.Bucket;
import io.quayside.domain.integrations.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Port: what all instances together may still ask of a platform, per connection and bucket. An instance takes tokens in
 * small shares and gives them out by itself, so that most calls wait for no database. Thread-safe.
 */
public interface SharedLimits {
    /** Stands in place of a bucket's name for the connection as a whole. */
    String WHOLE = "*";

    /**
     * Takes a share for this instance.
     *
     * @param bucket as the connector declares it; what the platform told of it weighs more
     * @param least units without which nothing is taken
     * @param most units that are taken when they are there
     * @param heard what the platform told since the last share
     * @return empty when nobody shares this connection, as it does not exist yet
     */
    Optional<Share> draw(ConnectionId connection, Bucket bucket, double least, double most, Optional<Heard> heard);

    /** Nothing is asked of the bucket, or of the {@linkplain #WHOLE whole} connection, until then; by no instance. */
    void pause(ConnectionId connection, String bucket, Instant until, String why);

    /** The circuit breaker of this instance changed; while it is open the others wait too. */
    void breaker(ConnectionId connection, Breaker state, Instant until);

    /** Of a connection's circuit breaker. */
    enum Breaker {
        CLOSED,
        OPEN,
        /** The next call or two show whether the platform answers again. */
        HALF_OPEN
    }

    /** @param remaining by the platform's own count, less what was asked since it told */
    record Heard(OptionalDouble remaining, OptionalDouble capacity, OptionalDouble perSecond) {}

    /**
     * @param tokens taken; none when it has to wait
     * @param waitFor until there may be enough; zero when tokens were taken
     * @param why for people; empty when only the tokens are used up
     */
    record Share(double tokens, Duration waitFor, String why) {}
}
