package io.quayside.routes.writeback;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quayside.connectors.spi.RateLimits.Bucket;
import io.quayside.domain.integrations.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Limits that this instance keeps for itself: of calls that are made before their connection exists. Forgotten after an hour. */
final class InstanceLimits implements SharedLimits {
    private final Clock clock;
    private final LoadingCache<ConnectionId, Map<String, Level>> levels = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofHours(1))
            .maximumSize(100_000)
            .build(connection -> new ConcurrentHashMap<>());

    InstanceLimits(Clock clock) {
        this.clock = clock;
    }

    /** @param waitsUntil in the past when nothing is waited for */
    private record Level(double capacity, double perSecond, double tokens, Instant at, Instant waitsUntil, String why) {
        Level at(Instant now) {
            double flowed = Math.max(0, Duration.between(at, now).toNanos() / 1e9 * perSecond);
            return new Level(capacity, perSecond, Math.min(capacity, tokens + flowed), now, waitsUntil, why);
        }

        Level with(Bucket declared, Optional<Heard> heard) {
            double size = heard.map(Heard::capacity)
                    .flatMap(told -> told.isPresent() ? Optional.of(told.getAsDouble()) : Optional.empty())
                    .orElse(declared.capacity());
            double rate = heard.map(Heard::perSecond)
                    .flatMap(told -> told.isPresent() ? Optional.of(told.getAsDouble()) : Optional.empty())
                    .orElse(declared.perSecond());
            double left = heard.map(Heard::remaining)
                    .flatMap(told -> told.isPresent() ? Optional.of(told.getAsDouble()) : Optional.empty())
                    .orElse(tokens);
            return new Level(size, rate, Math.min(size, left), at, waitsUntil, why);
        }

        Level without(double taken) {
            return new Level(capacity, perSecond, tokens - taken, at, waitsUntil, why);
        }

        Level waiting(Instant until, String reason) {
            return new Level(capacity, perSecond, tokens, at, until, reason);
        }
    }

    @Override
    public Optional<Share> draw(
            ConnectionId connection, Bucket bucket, double least, double most, Optional<Heard> heard) {
        Map<String, Level> own = levels.get(connection);
        Instant now = clock.instant();
        Level whole = own.get(WHOLE);
        Share[] share = new Share[1];
        own.compute(bucket.name(), (name, known) -> {
            Level level = (known == null ? full(bucket, now) : known.at(now)).with(bucket, heard);
            Level waited = whole != null && whole.waitsUntil().isAfter(level.waitsUntil()) ? whole : level;
            if (waited.waitsUntil().isAfter(now)) {
                share[0] = new Share(0, Duration.between(now, waited.waitsUntil()), waited.why());
                return level;
            }
            double enough = Math.min(least, level.capacity());
            if (level.tokens() < enough) {
                double seconds = (enough - level.tokens()) / level.perSecond();
                share[0] = new Share(0, Duration.ofNanos((long) (seconds * 1e9) + 1), "");
                return level;
            }
            double taken = Math.max(enough, Math.min(most, level.tokens()));
            share[0] = new Share(taken, Duration.ZERO, "");
            return level.without(taken);
        });
        return Optional.of(share[0]);
    }

    private static Level full(Bucket bucket, Instant now) {
        return new Level(bucket.capacity(), bucket.perSecond(), bucket.capacity(), now, Instant.EPOCH, "");
    }

    @Override
    public void pause(ConnectionId connection, String bucket, Instant until, String why) {
        levels.get(connection)
                .compute(
                        bucket, (name, known) -> (known == null ? full(new Bucket(name, 1, 1), clock.instant()) : known)
                                .waiting(until, why));
    }

    @Override
    public void breaker(ConnectionId connection, Breaker state, Instant until) {
        if (state == Breaker.OPEN) {
            pause(connection, WHOLE, until, CallLimits.DID_NOT_ANSWER);
        }
    }
}
