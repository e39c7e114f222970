package io.quayside.app.api;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.embedded.TestDatabase;
import io.quayside.app.integrations.ConnectionActivity;
import io.quayside.app.persistence.SystemWork;
import io.quayside.app.security.Merchant;
import io.quayside.app.security.MerchantAuthentication;
import io.quayside.connectors.amazon.AmazonConnector;
import io.quayside.connectors.ebay.EbayConnector;
import io.quayside.connectors.rest.RestConnector;
import io.quayside.connectors.shopify.ShopifyConnector;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.deadletter.Replays;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.domain.EntityScan;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.DefaultUriBuilderFactory;

/**
 * The API over the real database, without broker and file servers. Each test calls as a merchant of its own, so tests
 * share rows with nobody.
 */
@SpringBootTest(
        classes = ApiTest.Application.class,
        properties = {
            "spring.autoconfigure.exclude="
                    + "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration,"
                    + "org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration,"
                    + "org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration,"
                    + "org.apache.camel.spring.boot.CamelAutoConfiguration",
            // no console: its filters want a servlet container
            "management.endpoints.web.exposure.include=health,prometheus",
            "quayside.sandbox=false"
        })
@AutoConfigureMockMvc
public abstract class ApiTest {
    @Autowired
    protected MockMvc mvc;

    @Autowired
    protected ObjectMapper json;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected UnitOfWork unitOfWork;

    @Autowired
    protected SentAgain sentAgain;

    @Autowired
    private SystemWork system;

    protected TenantId newMerchant() {
        UUID id = UUID.randomUUID();
        system.run(() -> jdbc.sql("INSERT INTO tenant (tenant_id, name, created_at) VALUES (?, 'Test merchant', now())")
                .param(id)
                .update());
        return new TenantId(id);
    }

    protected Answer call(TenantId caller, MockHttpServletRequestBuilder request) {
        return call(new Merchant(caller, "anna@example.com", false, Set.of(Merchant.ANY_SCOPE)), request);
    }

    protected Answer call(Merchant caller, MockHttpServletRequestBuilder request) {
        try {
            var response = mvc.perform(request.with(authentication(new MerchantAuthentication(caller))))
                    .andReturn()
                    .getResponse();
            return new Answer(response.getStatus(), response, json);
        } catch (Exception e) {
            throw new AssertionError("the API threw where it should have answered", e);
        }
    }

    protected Answer read(TenantId caller, String url, Object... variables) {
        return call(caller, get(at(url, variables)));
    }

    protected Answer send(TenantId caller, String url, String body, Object... variables) {
        return call(
                caller,
                post(at(url, variables)).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    protected Answer replace(TenantId caller, String url, String body, Object... variables) {
        return call(
                caller,
                put(at(url, variables)).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    /** As clients write it: a slash in a variable is encoded too, which MockMvc's own templates leave as it is. */
    protected static URI at(String url, Object... variables) {
        return new DefaultUriBuilderFactory().expand(url, variables);
    }

    protected void stock(TenantId merchant, String sku, int units) {
        replace(
                        merchant,
                        "/api/v1/inventory/{sku}/quantity",
                        "{\"onHand\":%d,\"reason\":\"count\"}".formatted(units),
                        sku)
                .mustBe(200);
    }

    protected JsonNode stockOf(TenantId merchant, String sku) {
        return call(merchant, get("/api/v1/inventory").param("sku", sku))
                .mustBe(200)
                .body()
                .path("items")
                .path(0);
    }

    /** The least that makes a shippable order. */
    protected static String order(String externalId, String sku, int quantity) {
        return """
                {"externalId":"%s","currency":"EUR","lines":[{"sku":"%s","quantity":%d,"unitPrice":"10.00"}],
                 "customer":{"name":"Erika Mustermann","email":"erika@example.com"},
                 "shippingAddress":{"name":"Erika Mustermann","line1":"Heidestr. 17","city":"Köln","postalCode":"51147","countryCode":"DE"}}"""
                .formatted(externalId, sku, quantity);
    }

    /** What came of a call. */
    public record Answer(int status, org.springframework.mock.web.MockHttpServletResponse response, ObjectMapper json) {
        public JsonNode body() {
            try {
                return json.readTree(response.getContentAsByteArray());
            } catch (java.io.IOException e) {
                throw new AssertionError("the answer is not JSON", e);
            }
        }

        public Answer mustBe(int expected) {
            if (status != expected) {
                throw new AssertionError("expected %d but got %d: %s".formatted(expected, status, text()));
            }
            return this;
        }

        public List<String> wrongFields() {
            return body().path("errors").findValuesAsText("field");
        }

        public String text() {
            return new String(response.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Stands for the queues that replayed letters go to. */
    public static final class SentAgain implements Replays {
        public final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

        @Override
        public void replay(TenantId tenant, DeadLetter letter) {
            letters.add(letter);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EntityScan("io.quayside.app")
    @Import(ConnectionActivity.class)
    @ComponentScan(
            basePackages = {
                "io.quayside.app.http",
                "io.quayside.app.persistence",
                "io.quayside.app.orders",
                "io.quayside.app.inventory",
                "io.quayside.app.deadletters",
                "io.quayside.app.privacy",
                "io.quayside.app.export",
                "io.quayside.app.integrations.persistence"
            },
            // the other test application lies in a scanned package
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.HttpStage.*"))
    static class Application {
        @Bean
        DataSource dataSource() {
            return TestDatabase.shared().app();
        }

        /** Who calls is given by the test; how callers prove it has tests of its own. */
        @Bean
        SecurityFilterChain everyCallIsSomebodys(HttpSecurity http) throws Exception {
            return http.csrf(AbstractHttpConfigurer::disable)
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .build();
        }

        @Bean
        SentAgain sentAgain() {
            return new SentAgain();
        }

        /** Platforms with rules and demands for personal data, beside the API's own channel. */
        @Bean
        ConnectorRegistry connectors(java.time.Clock clock) {
            return new ConnectorRegistry(List.of(
                    new RestConnector(clock),
                    new ForgetfulPlatform(),
                    new AmazonConnector(clock, Optional.empty()),
                    new EbayConnector(clock),
                    new ShopifyConnector(clock)));
        }

        @Bean
        java.time.Clock clock() {
            return java.time.Clock.tick(java.time.Clock.systemUTC(), java.time.Duration.ofNanos(1_000));
        }

        @Bean
        io.quayside.domain.kernel.Ids ids() {
            return com.github.f4b6a3.uuid.UuidCreator::getTimeOrderedEpoch;
        }
    }
}
