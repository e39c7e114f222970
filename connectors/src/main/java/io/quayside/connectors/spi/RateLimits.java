package io.quayside.connectors.spi;

import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a platform limits the calls of one connection: its buckets, and what its answers tell of them. Stateless; the way
 * out keeps the tokens, shared by all instances of the hub.
 */
public interface RateLimits {
    /** The bucket that a call draws its {@linkplain Request#cost cost} from. */
    Bucket bucketOf(Request request);

    /** What an answer tells of the bucket that its call drew from; empty when it tells nothing. */
    default Optional<News> heard(Request request, Answer answer) {
        return Optional.empty();
    }

    /**
     * A token bucket (a leaky one is the same seen from the other side).
     *
     * @param name tells the connection's buckets apart, such as an operation's name; at most 60 characters
     * @param capacity calls, or units of cost, that may be made at once
     * @param perSecond what flows back each second; less than one for slow operations
     */
    record Bucket(String name, double capacity, double perSecond) {}

    /**
     * @param remaining units that the platform says are left now
     * @param capacity the bucket's size as the platform tells it
     * @param perSecond the rate as the platform tells it
     * @param waitFor how long nothing may be asked of this bucket
     */
    record News(
            OptionalDouble remaining, OptionalDouble capacity, OptionalDouble perSecond, Optional<Duration> waitFor) {
        /** The whole bucket as it is now. */
        public static News of(double remaining, double capacity, double perSecond) {
            return new News(
                    OptionalDouble.of(remaining),
                    OptionalDouble.of(capacity),
                    OptionalDouble.of(perSecond),
                    Optional.empty());
        }

        public static News waitFor(Duration wait) {
            return new News(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.of(wait));
        }

        public static News remaining(double units) {
            return new News(OptionalDouble.of(units), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());
        }
    }

    /** Whether to slow down when answers take longer: the host is the merchant's own, and small (field-lesson 30). */
    default boolean followsLatency() {
        return false;
    }

    /**
     * One bucket for everything, for platforms that tell nothing, such as a shop on the merchant's own host; slower when
     * the host is (field-lesson 30).
     */
    static RateLimits polite(int atOnce, double perSecond) {
        Bucket all = new Bucket("", atOnce, perSecond);
        return new RateLimits() {
            @Override
            public Bucket bucketOf(Request request) {
                return all;
            }

            @Override
            public boolean followsLatency() {
                return true;
            }
        };
    }
}
