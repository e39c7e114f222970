package io.quayside.routes.writeback;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import io.quayside.connectors.spi.RateLimits.Bucket;
import io.quayside.connectors.spi.RateLimits.News;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.routes.writeback.SharedLimits.Share;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Throttler and Circuit Breaker with a state for each connection, not one for each route as the EIPs have it: a slow or
 * broken shop never delays another one. Tokens and waits are {@linkplain SharedLimits shared} by all instances. States of
 * idle connections are forgotten after an hour. Thread-safe.
 */
final class CallLimits {
    static final String DID_NOT_ANSWER = "the platform did not answer lately; it is asked again soon";
    private static final String ASKED_TO_WAIT = "the platform asked to wait";
    private static final String USED_UP = "this connection has used up its calls for now";
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration BREAK = Duration.ofSeconds(30);
    /**
     * Callers have one thread for each connection, and an order may take several calls: given up at each short wait it
     * would begin again and again.
     */
    private static final Duration SAT_OUT = Duration.ofSeconds(2);

    /** Of several that wait for the same token one gets it; the others don't stand there until all have had theirs. */
    private static final Duration SAT_OUT_IN_ALL = Duration.ofSeconds(4);

    private static final int MOST_TRIES = 50;
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .slowCallDurationThreshold(Duration.ofSeconds(20))
            .waitDurationInOpenState(BREAK)
            .permittedNumberOfCallsInHalfOpenState(2)
            .build();

    private final SharedLimits shared;
    private final SharedLimits own;
    private final Clock clock;
    private final LoadingCache<Whose, State> states;

    /** @param host tells calls apart that are made before their connection exists; else empty */
    private record Whose(ConnectionId connection, String host) {
        static Whose of(Request request) {
            boolean exists = !request.connection().equals(ConsentFlow.NOT_YET_CONNECTED);
            return new Whose(
                    request.connection(),
                    exists ? "" : String.valueOf(request.uri().getHost()));
        }
    }

    /** @param rules of a connection's platform */
    CallLimits(Function<ConnectionId, RateLimits> rules, SharedLimits shared, Clock clock) {
        this.shared = shared;
        this.own = new InstanceLimits(clock);
        this.clock = clock;
        this.states = Caffeine.newBuilder()
                .expireAfterAccess(Duration.ofHours(1))
                .maximumSize(100_000)
                .build(whose -> new State(whose.connection(), rules.apply(whose.connection())));
    }

    /**
     * Takes the tokens of a call; a short wait for them is sat out.
     *
     * @throws ConnectorException.Throttled when the connection must wait, with how long
     */
    Admission admit(Request request) {
        State state = states.get(Whose.of(request));
        if (!state.breaker.tryAcquirePermission()) {
            throw new ConnectorException.Throttled(DID_NOT_ANSWER, BREAK);
        }
        try {
            return new Admission(state, state.waitForTokens(request), request, System.nanoTime());
        } catch (RuntimeException notNow) {
            state.breaker.releasePermission();
            throw notNow;
        }
    }

    private final class State {
        private final ConnectionId connection;
        private final RateLimits rules;
        private final SharedLimits limits;
        private final CircuitBreaker breaker;
        private final Pace pace = new Pace();
        private final Map<String, LocalShare> shares = new ConcurrentHashMap<>();

        State(ConnectionId connection, RateLimits rules) {
            this.connection = connection;
            this.rules = rules;
            this.limits = connection.equals(ConsentFlow.NOT_YET_CONNECTED) ? new InstanceLimits(clock) : shared;
            this.breaker = CircuitBreaker.of(connection.toString(), BREAKER);
            breaker.getEventPublisher().onStateTransition(event -> {
                SharedLimits.Breaker now =
                        switch (event.getStateTransition().getToState()) {
                            case OPEN, FORCED_OPEN -> SharedLimits.Breaker.OPEN;
                            case HALF_OPEN -> SharedLimits.Breaker.HALF_OPEN;
                            default -> SharedLimits.Breaker.CLOSED;
                        };
                limits.breaker(connection, now, clock.instant().plus(BREAK));
            });
        }

        /** As the connector declares it, slower where the host is. */
        Bucket waitForTokens(Request request) {
            Bucket bucket = paced(rules.bucketOf(request));
            LocalShare share = share(bucket);
            Duration waited = Duration.ZERO;
            for (int tries = 0; ; tries++) {
                Share taken = share.take(bucket, request.cost());
                if (taken.tokens() > 0) {
                    return bucket;
                }
                waited = waited.plus(taken.waitFor());
                if (taken.waitFor().compareTo(SAT_OUT) > 0
                        || waited.compareTo(SAT_OUT_IN_ALL) > 0
                        || tries == MOST_TRIES
                        || Thread.currentThread().isInterrupted()) {
                    throw new ConnectorException.Throttled(
                            taken.why().isEmpty() ? USED_UP : taken.why(), taken.waitFor());
                }
                LockSupport.parkNanos(taken.waitFor().toNanos());
            }
        }

        private Bucket paced(Bucket declared) {
            if (!rules.followsLatency()) {
                return declared;
            }
            double factor = pace.factor();
            return new Bucket(
                    declared.name(), Math.max(1, declared.capacity() * factor), declared.perSecond() * factor);
        }

        LocalShare share(Bucket bucket) {
            return shares.computeIfAbsent(bucket.name(), name -> new LocalShare(connection, limits, own));
        }

        void pause(String bucket, Duration wait) {
            Instant until = clock.instant().plus(wait);
            shares.values().forEach(LocalShare::drop);
            limits.pause(connection, bucket, until, ASKED_TO_WAIT);
        }
    }

    /** A call under way; exactly one of its methods must be called. */
    final class Admission {
        private final State state;
        private final Bucket bucket;
        private final Request request;
        private final long started;

        private Admission(State state, Bucket bucket, Request request, long started) {
            this.state = state;
            this.bucket = bucket;
            this.request = request;
            this.started = started;
        }

        void answered(Answer answer) {
            long took = System.nanoTime() - started;
            state.pace.took(Duration.ofNanos(took));
            if (answer.status() >= 500) {
                state.breaker.onError(
                        took, TimeUnit.NANOSECONDS, new ConnectorException.Temporary("HTTP " + answer.status()));
            } else {
                state.breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            }
            News news = state.rules.heard(request, answer).orElse(null);
            if (news != null) {
                state.share(bucket).heard(news);
            }
            if (news != null && news.waitFor().isPresent()) {
                state.pause(bucket.name(), news.waitFor().get());
            } else if (answer.status() == 429) {
                state.pause(
                        bucket.name(), RetryAfter.of(answer, clock.instant()).orElseGet(this::nextToken));
            } else if (answer.status() == 503) {
                state.pause(
                        SharedLimits.WHOLE,
                        RetryAfter.of(answer, clock.instant()).orElse(DEFAULT_RETRY_AFTER));
            }
        }

        /** Where the platform does not say how long: until the bucket has room again, but not at once. */
        private Duration nextToken() {
            Duration refill = Duration.ofMillis((long) (1_000 * request.cost() / bucket.perSecond()));
            return refill.compareTo(DEFAULT_RETRY_AFTER) > 0 ? refill : DEFAULT_RETRY_AFTER;
        }

        void failed(Exception failure) {
            long took = System.nanoTime() - started;
            state.pace.took(Duration.ofNanos(took));
            state.breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        }
    }
}
