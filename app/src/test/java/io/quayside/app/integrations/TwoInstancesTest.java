package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.HttpStage;
import io.quayside.app.integrations.Leases.Purpose;
import io.quayside.app.persistence.SystemWork;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RateLimits.Bucket;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.writeback.SharedLimits;
import io.quayside.routes.writeback.SharedLimits.Heard;
import io.quayside.routes.writeback.SharedLimits.Share;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What several instances of the hub share: their components twice, over one database. */
class TwoInstancesTest extends HttpStage {
    @Autowired
    private UnitOfWork unitOfWork;

    @Autowired
    private SystemWork system;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Connections connections;

    @Autowired
    private ConnectorRegistry connectors;

    @Autowired
    private ConnectionSecrets secrets;

    @Autowired
    private Ids ids;

    @Autowired
    private ObjectProvider<PlatformHttp> http;

    @Autowired
    private JdbcSharedLimits limits;

    private TenantId tenant = new TenantId(new java.util.UUID(0, 0));
    private ConnectionId connection = new ConnectionId(new java.util.UUID(0, 0));
    private String session = "";

    @BeforeEach
    void aConnectionWhoseTokenIsDead() {
        User user = newMerchant(Role.MERCHANT);
        tenant = user.tenantId();
        session = logIn(user);
        JsonNode made = post(
                        "/api/v1/integrations",
                        session,
                        Map.of(
                                "platform", "simple",
                                "name", "Two",
                                "credentials", Map.of("shop", "two", "token", "t")))
                .body();
        connection = ConnectionId.of(made.path("id").asText());
        secrets.replace(
                tenant,
                connection,
                Map.of("shop", "two", "token", connection.toString(), "tokenExpiresAt", "2020-01-01T00:00:00Z"));
    }

    private FreshTokens instance() {
        return new FreshTokens(
                new JdbcConnectionDirectory(system, unitOfWork, jdbc, connections, secrets),
                connectors,
                secrets,
                new Leases(unitOfWork, jdbc, ids),
                unitOfWork,
                http,
                Clock.systemUTC());
    }

    /** Field-lesson 32: parallel renewals burn rotated tokens. */
    @Test
    void aTokenIsRenewedByOneOfAll() throws Exception {
        List<FreshTokens> instances = List.of(instance(), instance());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                FreshTokens own = instances.get(i % 2);
                all.add(threads.submit(() -> patiently(own)));
            }
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo(connection + "+");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String patiently(FreshTokens own) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(ConnectorException.Throttled.class)
                .until(() -> own.of(connection).credential("token"), token -> token.endsWith("+"));
    }

    @Test
    void aTokenThatIsRefusedThoughAliveIsRenewedByOneOfAllAndOnlyOnce() {
        secrets.replace(
                tenant,
                connection,
                Map.of("shop", "two", "token", "r" + connection, "tokenExpiresAt", "2030-01-01T00:00:00Z"));
        FreshTokens one = instance();
        FreshTokens two = instance();
        ConnectionAccess refused = one.of(connection);

        assertThat(one.renew(refused)).isTrue();
        assertThat(two.renew(refused)).as("somebody else did").isTrue();
        assertThat(two.of(connection).credential("token")).isEqualTo("r" + connection + "+");
        assertThat(one.renew(one.of(connection)))
                .as("the new one is refused as well: no age helps")
                .isFalse();
    }

    @Test
    void whatADeadInstanceHeldIsTakenOver() {
        Leases dead = new Leases(unitOfWork, jdbc, ids);
        Leases alive = new Leases(unitOfWork, jdbc, ids);
        Leases.Lease lost = dead.take(tenant, connection, Purpose.FETCH, Duration.ofSeconds(1))
                .orElseThrow();

        assertThat(alive.take(tenant, connection, Purpose.FETCH, Duration.ofMinutes(1)))
                .isEmpty();
        assertThat(alive.take(tenant, connection, Purpose.WRITE, Duration.ofMinutes(1)))
                .isPresent();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> alive.take(tenant, connection, Purpose.FETCH, Duration.ofMinutes(1))
                        .isPresent());
        assertThat(lost.extend(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void tokensOfABucketAreDrawnOnceWhateverTheNumberOfInstances() throws Exception {
        Bucket bucket = new Bucket("orders", 100, 0.001);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        double drawn = 0;
        try {
            List<Future<Double>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                JdbcSharedLimits own = new JdbcSharedLimits(system, unitOfWork, jdbc);
                all.add(threads.submit(() -> drawAll(own, bucket)));
            }
            for (Future<Double> one : all) {
                drawn += one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(drawn).isBetween(99.0, 100.5);
        Share none = limits.draw(connection, bucket, 1, 1, Optional.empty()).orElseThrow();
        assertThat(none.tokens()).isZero();
        assertThat(none.waitFor()).isGreaterThan(Duration.ofMinutes(5));
    }

    private double drawAll(JdbcSharedLimits own, Bucket bucket) {
        double sum = 0;
        for (int i = 0; i < 30; i++) {
            sum += own.draw(connection, bucket, 1, 3, Optional.empty())
                    .orElseThrow()
                    .tokens();
        }
        return sum;
    }

    @Test
    void aWaitAndABreakerAreSeenByAllAndByTheMerchant() {
        Bucket bucket = new Bucket("orders", 10, 5);
        JdbcSharedLimits other = new JdbcSharedLimits(system, unitOfWork, jdbc);
        limits.draw(
                connection,
                bucket,
                1,
                1,
                Optional.of(new Heard(OptionalDouble.empty(), OptionalDouble.of(40), OptionalDouble.of(2))));

        limits.breaker(connection, SharedLimits.Breaker.OPEN, Instant.now().plusSeconds(30));

        Share share = other.draw(connection, bucket, 1, 1, Optional.empty()).orElseThrow();
        assertThat(share.tokens()).isZero();
        assertThat(share.waitFor()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
        JsonNode shown =
                get("/api/v1/integrations/" + connection + "/limits", session).body();
        assertThat(shown.path("breaker").asText()).isEqualTo("OPEN");
        assertThat(shown.path("waitsUntil").asText()).isNotEmpty();
        assertThat(shown.path("buckets").path(0).path("bucket").asText()).isEqualTo("orders");

        limits.breaker(connection, SharedLimits.Breaker.CLOSED, Instant.now());
        assertThat(other.draw(connection, bucket, 1, 1, Optional.empty())
                        .orElseThrow()
                        .tokens())
                .isEqualTo(1);
    }

    @Test
    void theFirstNewsOfABucketIsKeptFromThenOn() {
        Bucket declared = new Bucket("points", 1_000, 50);
        limits.draw(connection, declared, 10, 10, Optional.empty());

        limits.draw(
                connection,
                declared,
                10,
                10,
                Optional.of(new Heard(OptionalDouble.of(15), OptionalDouble.of(2_000), OptionalDouble.of(100))));
        Share next = limits.draw(connection, declared, 20, 20, Optional.empty()).orElseThrow();

        JsonNode shown =
                get("/api/v1/integrations/" + connection + "/limits", session).body();
        assertThat(shown.at("/buckets/0/capacity").asDouble()).isEqualTo(2_000);
        assertThat(shown.at("/buckets/0/perSecond").asDouble()).isEqualTo(100);
        assertThat(next.tokens()).as("of 15 told, 10 were taken").isZero();
    }

    @Test
    void aConnectionThatDoesNotExistYetSharesNothing() {
        assertThat(limits.draw(new ConnectionId(ids.next()), new Bucket("", 1, 1), 1, 1, Optional.empty()))
                .isEmpty();
    }
}
