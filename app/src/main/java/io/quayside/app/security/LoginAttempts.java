package io.quayside.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: ten failures at once for an e-mail address from one IP address and then one every 30 seconds;
 * a hundred for an IP address alone. Successes don't count. Per instance, in memory.
 */
@Component
class LoginAttempts {
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofMinutes(15))
            .build();

    /** Nanoseconds to wait before the next try, 0 when it may be made now. */
    long waitNanos(String email, String ip) {
        return Math.max(wait(pair(email, ip)), wait(single(ip)));
    }

    void failed(String email, String ip) {
        pair(email, ip).tryConsume(1);
        single(ip).tryConsume(1);
    }

    private static long wait(Bucket bucket) {
        return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    private Bucket pair(String email, String ip) {
        return buckets.get(email + " " + ip, key -> bucket(10, Duration.ofSeconds(30)));
    }

    private Bucket single(String ip) {
        return buckets.get(ip, key -> bucket(100, Duration.ofSeconds(3)));
    }

    private static Bucket bucket(int atOnce, Duration perRefill) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(1, perRefill))
                .build();
    }
}
