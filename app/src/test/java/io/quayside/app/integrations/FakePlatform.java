package io.quayside.app.integrations;

import io.quayside.connectors.csv.CsvConnector;
import io.quayside.connectors.magento.MagentoConnector;
import io.quayside.connectors.rest.RestConnector;
import io.quayside.connectors.shopify.ShopifyConnector;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.TokenRefresh;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.connectors.spi.WebhookKeys;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.normalize.PrivacyDemands;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceivedDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** A platform that can do everything and asks for a shop and a token; and the pipeline, which only remembers. */
@Configuration(proxyBeanMethods = false)
public class FakePlatform {
    /** What the platform does with the next calls; null: all is well. */
    static final AtomicReference<ConnectorException> TROUBLE = new AtomicReference<>();
    /** What the queue does before it takes a delivery. */
    static volatile Runnable queue = () -> {};

    static final List<ReceivedDelivery> DELIVERED = new CopyOnWriteArrayList<>();
    /** Connections whose buyers are to be forgotten. */
    static final List<ConnectionId> FORGETTING = new CopyOnWriteArrayList<>();

    static final List<String> KEYS_ASKED = new CopyOnWriteArrayList<>();
    static final List<URI> SUBSCRIBED = new CopyOnWriteArrayList<>();

    /** How late the platform's lists are. */
    static final Duration SHOWN_AFTER = Duration.ofMinutes(90);

    /** Ends of the windows whose orders were counted. */
    static final Map<String, Instant> COUNTED_UNTIL = new ConcurrentHashMap<>();

    @Bean
    @Primary
    ConnectorRegistry testConnectors() {
        return new ConnectorRegistry(List.of(
                new ShopifyConnector(),
                new MagentoConnector(Clock.systemUTC()),
                new CsvConnector(),
                new RestConnector(),
                new Simple()));
    }

    @Bean
    @Primary
    Ingress rememberingIngress() {
        return delivery -> {
            queue.run();
            DELIVERED.add(delivery);
        };
    }

    @Bean
    PrivacyDemands rememberingDemands() {
        return new PrivacyDemands() {
            @Override
            public void erase(Source source, ErasureDemand demand) {
                FORGETTING.add(source.connection());
            }

            @Override
            public void ask(Source source, String what) {
                throw new AssertionError("not expected: " + what);
            }
        };
    }

    @Bean
    @Primary
    PlatformHttp noNetwork() {
        return request -> {
            throw new ConnectorException.Temporary("there is no network here");
        };
    }

    @Bean
    @Primary
    DropAccounts fakeDropAccounts() {
        return (tenant, connection) -> new DropAccounts.DropAccess(
                new DropAccounts.Server("localhost", 2121, "user", "drop-password"),
                new DropAccounts.Server("localhost", 2222, "user", "drop-password"),
                "incoming");
    }

    /** Tokens that were traded for new ones; a second time is theft, as platforms that rotate them see it. */
    static final Set<String> TRADED = ConcurrentHashMap.newKeySet();

    private static final class Simple implements Connector {
        @Override
        public Platform platform() {
            return new Platform("simple");
        }

        @Override
        public String displayName() {
            return "Simple";
        }

        @Override
        public List<Field> credentials() {
            return List.of(
                    Field.text("shop", "Shop", "The shop's name."),
                    Field.secret("token", "Token", "From the settings."));
        }

        @Override
        public List<Field> settings() {
            return List.of(Field.choice("speed", "Speed", "How fast.", "slow", List.of("slow", "fast")));
        }

        @Override
        public Optional<String> account(ConnectionAccess connection) {
            return connection.optionalCredential("shop");
        }

        @Override
        public CarrierCodes carrierCodes() {
            return new CarrierCodes(List.of(CarrierCodes.Known.byName("DHL"), CarrierCodes.Known.byName("UPS")), false);
        }

        @Override
        public OrderTranslator translator() {
            return payload -> new String(payload.body(), StandardCharsets.UTF_8).contains("forget")
                    ? OrderTranslator.Translation.erasure(new ErasureDemand(
                            false, List.of(new ErasureDemand.Mark(ErasureDemand.Kind.EVERYBODY, "")), "The shop left."))
                    : OrderTranslator.Translation.nothing("a test");
        }

        @Override
        public Optional<WebhookGate> webhooks() {
            return Optional.of(new WebhookGate() {
                @Override
                public Verdict verify(Request request, ConnectionAccess connection) {
                    Optional<String> keyId = request.header("X-Key");
                    if (keyId.isPresent()) {
                        String key = request.keys().get(keyId.get());
                        return key == null
                                ? new Verdict.Undecided(keyId.get())
                                : key.equals(request.header("X-Signed-With").orElse(""))
                                        ? new Verdict.Accepted("d-" + keyId.get(), "", "")
                                        : new Verdict.Refused("wrong key");
                    }
                    return request.header("X-Token")
                                    .equals(connection
                                            .optionalCredential("token")
                                            .or(() -> connection.optionalCredential("clientSecret")))
                            ? new Verdict.Accepted("d-1", "orders/create", "42")
                            : new Verdict.Refused("wrong token");
                }

                @Override
                public Optional<String> account(Request request) {
                    return request.header("X-Account");
                }

                @Override
                public Optional<String> challenge(
                        Map<String, String> query, URI webhookUrl, ConnectionAccess connection) {
                    return Optional.ofNullable(query.get("challenge_code"))
                            .map(code -> "{\"challengeResponse\":\"" + code + " at " + webhookUrl + "\"}");
                }
            });
        }

        @Override
        public Optional<WebhookKeys> webhookKeys() {
            return Optional.of((keyId, connection, http) -> {
                KEYS_ASKED.add(keyId);
                if (keyId.startsWith("none")) {
                    throw new ConnectorException.Refused("no such key");
                }
                return "key of " + keyId;
            });
        }

        @Override
        public Optional<OrderSource> orderSource() {
            return Optional.of(new OrderSource() {
                @Override
                public Page changedSince(
                        Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
                    return page(since, cursor);
                }

                @Override
                public Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http) {
                    return Optional.empty();
                }
            });
        }

        private static OrderSource.Page page(Instant since, Optional<String> cursor) {
            ConnectorException trouble = TROUBLE.get();
            if (trouble != null) {
                throw trouble;
            }
            String number = cursor.orElse("1");
            byte[] payload = ("{\"id\":" + number + "}").getBytes(StandardCharsets.UTF_8);
            return new OrderSource.Page(
                    List.of(new OrderSource.FetchedOrder(number, since.toString(), payload)),
                    number.equals("1") ? Optional.of("2") : Optional.empty());
        }

        @Override
        public Optional<OrderCensus> orderCensus() {
            return Optional.of(new OrderCensus() {
                @Override
                public Page placedBetween(
                        Instant from,
                        Instant until,
                        Optional<String> cursor,
                        ConnectionAccess connection,
                        PlatformHttp http) {
                    COUNTED_UNTIL.merge(
                            connection.credential("shop"), until, (one, other) -> one.isAfter(other) ? one : other);
                    return new Page(List.of(), Optional.empty());
                }

                @Override
                public Duration shownAfter() {
                    return SHOWN_AFTER;
                }
            });
        }

        @Override
        public Optional<ConsentFlow> consentFlow() {
            return Optional.of(new ConsentFlow() {
                @Override
                public List<Field> asks() {
                    return List.of(Field.text("shop", "Shop", "The shop's name."));
                }

                @Override
                public URI authorizeUrl(Map<String, String> answers, String state, URI callback) {
                    return URI.create("https://simple.example/consent?state=%s&back=%s".formatted(state, callback));
                }

                @Override
                public Map<String, String> complete(
                        Map<String, String> query, Map<String, String> answers, PlatformHttp http) {
                    return Map.of(
                            "shop", answers.getOrDefault("shop", ""),
                            "token", query.getOrDefault("code", ""),
                            "tokenExpiresAt", "2030-01-01T00:00:00Z");
                }
            });
        }

        @Override
        public Optional<TokenRefresh> tokenRefresh() {
            return Optional.of(new TokenRefresh() {
                @Override
                public Optional<Instant> expiry(ConnectionAccess connection) {
                    return TokenRefresh.timeIn(connection, "tokenExpiresAt");
                }

                @Override
                public Map<String, String> refresh(ConnectionAccess connection, PlatformHttp http) {
                    String old = connection.credential("token");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200)); // the platform takes its time
                    if (!TRADED.add(old)) {
                        throw new ConnectorException.MerchantMustAct("the token was traded before");
                    }
                    return Map.of(
                            "shop",
                            connection.credential("shop"),
                            "token",
                            old + "+",
                            "tokenExpiresAt",
                            "2030-01-01T00:00:00Z");
                }
            });
        }

        @Override
        public Optional<WebhookSubscriptions> webhookSubscriptions() {
            return Optional.of((connection, webhookUrl, http) -> {
                SUBSCRIBED.add(webhookUrl);
                return List.of("orders");
            });
        }
    }
}
