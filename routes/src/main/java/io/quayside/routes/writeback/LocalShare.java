package io.quayside.routes.writeback;

import io.quayside.connectors.spi.RateLimits.Bucket;
import io.quayside.connectors.spi.RateLimits.News;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.routes.writeback.SharedLimits.Heard;
import io.quayside.routes.writeback.SharedLimits.Share;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This instance's share of one bucket of one connection. At full pace the database is asked twice a second; slow buckets,
 * of which there is less than a token in half a second, are asked for each call. A share that is not used within a second
 * lapses, so that an instance that falls silent keeps nothing from the others. Thread-safe.
 */
final class LocalShare {
    private static final double SECONDS_OF_A_SHARE = 0.5;
    private static final double LARGEST_PART = 0.25;
    private static final long LAPSES_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long OLD_NEWS_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final ConnectionId connection;
    private final SharedLimits shared;
    private final SharedLimits own;
    private double tokens;
    private long lapsesAt;
    private @Nullable News news;
    private long newsAt;
    private double spentSinceNews;
    /** As the platform told them; they weigh more than what the connector declares. */
    private OptionalDouble capacity = OptionalDouble.empty();

    private OptionalDouble perSecond = OptionalDouble.empty();

    /** @param own takes the place of {@code shared} where that knows no such connection */
    LocalShare(ConnectionId connection, SharedLimits shared, SharedLimits own) {
        this.connection = connection;
        this.shared = shared;
        this.own = own;
    }

    /**
     * Takes the tokens of a call.
     *
     * @return no tokens and how long to wait when there are not enough
     */
    synchronized Share take(Bucket bucket, double cost) {
        long now = System.nanoTime();
        if (now - lapsesAt >= 0) {
            tokens = 0;
        }
        double wanted = Math.min(cost, bucket.capacity());
        if (tokens < wanted) {
            Share more = draw(bucket, wanted - tokens, now);
            if (more.tokens() <= 0) {
                return more;
            }
            tokens += more.tokens();
            lapsesAt = now + LAPSES_NANOS;
        }
        tokens = Math.max(0, tokens - wanted);
        spentSinceNews += cost;
        return new Share(wanted, Duration.ZERO, "");
    }

    private Share draw(Bucket bucket, double least, long now) {
        double most = Math.max(
                least,
                Math.min(
                        capacity.orElse(bucket.capacity()) * LARGEST_PART,
                        perSecond.orElse(bucket.perSecond()) * SECONDS_OF_A_SHARE));
        Optional<Heard> heard = Optional.ofNullable(news).map(told -> heard(told, now));
        Share share = shared.draw(connection, bucket, least, most, heard)
                .or(() -> own.draw(connection, bucket, least, most, heard))
                .orElseThrow();
        news = null;
        return share;
    }

    private Heard heard(News told, long now) {
        boolean fresh = now - newsAt < OLD_NEWS_NANOS;
        OptionalDouble left = fresh && told.remaining().isPresent()
                ? OptionalDouble.of(Math.max(0, told.remaining().getAsDouble() - spentSinceNews))
                : OptionalDouble.empty();
        return new Heard(left, told.capacity(), told.perSecond());
    }

    /** What the platform told of the bucket; passed on with the next share. */
    synchronized void heard(News told) {
        news = told;
        newsAt = System.nanoTime();
        spentSinceNews = 0;
        capacity = told.capacity().isPresent() ? told.capacity() : capacity;
        perSecond = told.perSecond().isPresent() ? told.perSecond() : perSecond;
        told.remaining().ifPresent(left -> tokens = Math.min(tokens, left));
    }

    /** The platform wants to be left alone: what is left of the share is void. */
    synchronized void drop() {
        tokens = 0;
    }
}
