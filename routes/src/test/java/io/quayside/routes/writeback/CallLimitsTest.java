package io.quayside.routes.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException.Throttled;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import io.quayside.connectors.spi.RateLimits.Bucket;
import io.quayside.connectors.spi.RateLimits.News;
import io.quayside.domain.integrations.ConnectionId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two instances of the hub are two {@link CallLimits} over the same shared ones. */
class CallLimitsTest {
    private static final ConnectionId SHOP = new ConnectionId(new UUID(0, 7));
    private static final ConnectionId OTHER = new ConnectionId(new UUID(0, 8));
    private final MovableClock clock = new MovableClock();
    private final SharedLimits shared = new InstanceLimits(clock);

    private static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    /** One bucket for each path; an answer's header {@code left} tells what is left of it. */
    private record Operations(double capacity, double perSecond) implements RateLimits {
        @Override
        public Bucket bucketOf(Request request) {
            return new Bucket(request.uri().getPath(), capacity, perSecond);
        }

        @Override
        public Optional<News> heard(Request request, Answer answer) {
            return answer.header("left").map(left -> News.remaining(Double.parseDouble(left)));
        }
    }

    private CallLimits instance(RateLimits rules) {
        return new CallLimits(connection -> rules, shared, clock);
    }

    private static Request call(ConnectionId connection, String path) {
        return new Request(connection, "GET", URI.create("https://shop.example" + path), Map.of(), new byte[0], 1);
    }

    private static Answer answer(int status, String... header) {
        return new Answer(status, header.length == 0 ? Map.of() : Map.of(header[0], List.of(header[1])), new byte[0]);
    }

    @Test
    void twoInstancesHaveNoMoreThanOne() {
        RateLimits slow = new Operations(4, 0.01); // four calls, then one in 100 s
        CallLimits one = instance(slow);
        CallLimits two = instance(slow);

        for (int i = 0; i < 2; i++) {
            one.admit(call(SHOP, "/orders")).answered(answer(200));
            two.admit(call(SHOP, "/orders")).answered(answer(200));
        }

        assertThatThrownBy(() -> one.admit(call(SHOP, "/orders")))
                .isInstanceOfSatisfying(Throttled.class, throttled -> assertThat(throttled.waitFor())
                        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(101)));
        assertThatThrownBy(() -> two.admit(call(SHOP, "/orders"))).isInstanceOf(Throttled.class);
        two.admit(call(SHOP, "/stock")).answered(answer(200)); // another bucket
        two.admit(call(OTHER, "/orders")).answered(answer(200)); // another connection
    }

    @Test
    void aWaitThatOneInstanceWasToldHoldsForTheOther() {
        RateLimits rules = new Operations(100, 0.5);
        CallLimits one = instance(rules);
        CallLimits two = instance(rules);

        one.admit(call(SHOP, "/orders")).answered(answer(429, "retry-after", "120"));

        assertThatThrownBy(() -> two.admit(call(SHOP, "/orders")))
                .isInstanceOfSatisfying(Throttled.class, throttled -> {
                    assertThat(throttled).hasMessageContaining("asked to wait");
                    assertThat(throttled.waitFor()).isBetween(Duration.ofSeconds(119), Duration.ofSeconds(120));
                });
        clock.now = clock.now.plusSeconds(121);
        two.admit(call(SHOP, "/orders")).answered(answer(200));
    }

    /** An instance draws half a second's worth at once: by the rate that the platform tells, or it would ask for each call. */
    @Test
    void sharesFollowTheRateThatThePlatformTells() {
        List<Double> drawn = new ArrayList<>();
        SharedLimits counted = new SharedLimits() {
            @Override
            public Optional<Share> draw(
                    ConnectionId connection, Bucket bucket, double least, double most, Optional<Heard> heard) {
                drawn.add(most);
                return shared.draw(connection, bucket, least, most, heard);
            }

            @Override
            public void pause(ConnectionId connection, String bucket, Instant until, String why) {
                throw new AssertionError("nobody is asked to wait here");
            }

            @Override
            public void breaker(ConnectionId connection, Breaker state, Instant until) {
                throw new AssertionError("nothing breaks here");
            }
        };
        LocalShare share = new LocalShare(SHOP, counted, shared);
        Bucket declared = new Bucket("getOrder", 30, 0.5);

        share.take(declared, 1);
        share.heard(new News(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(20), Optional.empty()));
        share.take(declared, 1);

        assertThat(drawn).containsExactly(1.0, 7.5);
    }

    @Test
    void aServiceThatIsOverloadedIsLeftAloneAltogether() {
        CallLimits limits = instance(new Operations(100, 0.5));

        limits.admit(call(SHOP, "/orders")).answered(answer(503, "retry-after", "60"));

        assertThatThrownBy(() -> limits.admit(call(SHOP, "/stock"))).isInstanceOf(Throttled.class);
    }

    @Test
    void believesThePlatformRatherThanItsOwnCount() {
        CallLimits limits = instance(new Operations(100, 0.01));

        limits.admit(call(SHOP, "/orders")).answered(answer(200, "left", "1"));

        limits.admit(call(SHOP, "/orders")).answered(answer(200));
        assertThatThrownBy(() -> limits.admit(call(SHOP, "/orders"))).isInstanceOf(Throttled.class);
    }

    @Test
    void opensTheBreakerOfTheBrokenOneOnlyAndTheOtherInstanceWaitsToo() {
        RateLimits rules = RateLimits.polite(1_000, 0.5);
        CallLimits one = instance(rules);
        CallLimits two = instance(rules);

        for (int i = 0; i < 10; i++) {
            one.admit(call(SHOP, "/orders")).answered(answer(500));
        }

        assertThatThrownBy(() -> one.admit(call(SHOP, "/orders")))
                .isInstanceOf(Throttled.class)
                .hasMessageContaining("did not answer");
        assertThatThrownBy(() -> two.admit(call(SHOP, "/orders")))
                .isInstanceOf(Throttled.class)
                .hasMessageContaining("did not answer");
        one.admit(call(OTHER, "/orders")).answered(answer(200));
    }

    /** Field-lesson 30: the merchant's host blocked the hub for its bursts. */
    @Test
    void asksAHostThatSlowsDownLessOften() {
        Pace pace = new Pace();
        for (int i = 0; i < 20; i++) {
            pace.took(Duration.ofMillis(300));
        }
        assertThat(pace.factor()).isEqualTo(1);

        for (int i = 0; i < 20; i++) {
            pace.took(Duration.ofSeconds(3));
        }
        assertThat(pace.factor()).isBetween(0.1, 0.25);

        for (int i = 0; i < 20; i++) {
            pace.took(Duration.ofMillis(300));
        }
        assertThat(pace.factor()).isGreaterThan(0.9);
    }
}
