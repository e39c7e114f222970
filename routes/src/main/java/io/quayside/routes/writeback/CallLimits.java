package io.quayside.routes.writeback;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.domain.integrations.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Throttler and Circuit Breaker with a state for each connection, not one for each route as the EIPs have it: a slow or
 * broken shop never delays another one. States of idle connections are forgotten after an hour. Thread-safe.
 */
final class CallLimits {
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(15);
    /**
     * Callers have one thread for each connection, and an order may take several calls: given up at each short wait it
     * would begin again and again.
     */
    private static final Duration SAT_OUT = Duration.ofSeconds(2);

    private static final int MOST_TRIES = 50;

    private final Clock clock;
    private final LoadingCache<ConnectionId, State> states;

    CallLimits(PlatformCallSettings settings, Clock clock) {
        this.clock = clock;
        this.states = Caffeine.newBuilder()
                .expireAfterAccess(Duration.ofHours(1))
                .maximumSize(100_000)
                .build(connection -> new State(
                        Bucket.builder()
                                .addLimit(Bandwidth.builder()
                                        .capacity(settings.burst())
                                        .refillGreedy(settings.perSecond(), Duration.ofSeconds(1))
                                        .build())
                                .build(),
                        CircuitBreaker.of(connection.toString(), BREAKER)));
    }

    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .slowCallDurationThreshold(Duration.ofSeconds(20))
            .waitDurationInOpenState(Duration.ofSeconds(30))
            .permittedNumberOfCallsInHalfOpenState(2)
            .build();

    /**
     * Takes the tokens of a call; a short wait for them is sat out.
     *
     * @throws ConnectorException.Throttled when the connection must wait, with how long
     */
    Admission admit(Request request) {
        State state = states.get(request.connection());
        waitUntilAsked(state);
        waitForToken(state);
        if (!state.breaker.tryAcquirePermission()) {
            throw new ConnectorException.Throttled(
                    "the platform did not answer lately; it is asked again soon", Duration.ofSeconds(30));
        }
        return new Admission(state, System.nanoTime());
    }

    private void waitUntilAsked(State state) {
        Duration asked = Duration.between(clock.instant(), state.notBefore);
        if (asked.isNegative() || asked.isZero()) {
            return;
        }
        if (asked.compareTo(SAT_OUT) > 0) {
            throw new ConnectorException.Throttled("the platform asked to wait", asked);
        }
        LockSupport.parkNanos(asked.toNanos());
    }

    private static void waitForToken(State state) {
        ConsumptionProbe probe = state.bucket.tryConsumeAndReturnRemaining(1);
        for (int tries = 0; !probe.isConsumed(); tries++) {
            long nanos = probe.getNanosToWaitForRefill();
            if (nanos > SAT_OUT.toNanos()
                    || tries == MOST_TRIES
                    || Thread.currentThread().isInterrupted()) {
                throw new ConnectorException.Throttled(
                        "this connection has used up its calls for now", Duration.ofNanos(nanos));
            }
            LockSupport.parkNanos(nanos);
            probe = state.bucket.tryConsumeAndReturnRemaining(1);
        }
    }

    private static final class State {
        private final Bucket bucket;
        private final CircuitBreaker breaker;
        private volatile Instant notBefore = Instant.EPOCH;

        State(Bucket bucket, CircuitBreaker breaker) {
            this.bucket = bucket;
            this.breaker = breaker;
        }
    }

    /** A call under way; exactly one of its methods must be called. */
    final class Admission {
        private final State state;
        private final long started;

        private Admission(State state, long started) {
            this.state = state;
            this.started = started;
        }

        void answered(Answer answer) {
            long took = System.nanoTime() - started;
            if (answer.status() >= 500) {
                state.breaker.onError(
                        took, TimeUnit.NANOSECONDS, new ConnectorException.Temporary("HTTP " + answer.status()));
            } else {
                state.breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            }
            if (answer.status() == 429 || answer.status() == 503) {
                state.notBefore = clock.instant()
                        .plus(answer.header("Retry-After").map(this::retryAfter).orElse(DEFAULT_RETRY_AFTER));
            }
        }

        void failed(Exception failure) {
            state.breaker.onError(System.nanoTime() - started, TimeUnit.NANOSECONDS, failure);
        }

        /** Seconds, possibly with a fraction, or an HTTP date (RFC 9110, 10.2.3). */
        private Duration retryAfter(String header) {
            Duration wait;
            try {
                wait = Duration.ofMillis((long) (Double.parseDouble(header.strip()) * 1_000));
            } catch (NumberFormatException notSeconds) {
                try {
                    wait = Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
                } catch (DateTimeParseException notADate) {
                    wait = DEFAULT_RETRY_AFTER;
                }
            }
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
        }
    }
}
