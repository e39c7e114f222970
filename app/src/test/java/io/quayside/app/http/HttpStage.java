package io.quayside.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.embedded.StateDirectory;
import io.quayside.app.embedded.TestDatabase;
import io.quayside.app.integrations.FakePlatform;
import io.quayside.app.tenancy.SignUpMerchant;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.domain.EntityScan;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * The web layer on a real port over the real schema; behind it stand a platform and a pipeline that only remember what
 * they were given.
 */
@SpringBootTest(
        classes = HttpStage.Program.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "quayside.webhooks.concurrent=4",
            "quayside.simple.client-secret=the app's own",
            // contexts live on, over one database: another test's would do the work that a test waits for
            "quayside.alerts.check-every=1h",
            "quayside.outgoing-webhooks.look-every=1h"
        })
public abstract class HttpStage {
    private static final AtomicInteger MERCHANTS = new AtomicInteger();
    protected static final String PASSWORD = "correct horse battery";

    @LocalServerPort
    private int port;

    @Autowired
    private SignUpMerchant signUp;

    @Autowired
    private ObjectMapper json;

    private final HttpClient client = HttpClient.newHttpClient();

    protected User newMerchant(Role role) {
        int number = MERCHANTS.incrementAndGet();
        return signUp.signUp(
                "Merchant " + number, "m%d-%d@example.com".formatted(number, System.nanoTime()), PASSWORD, role);
    }

    /** An access token of a new merchant. */
    protected String newSession() {
        return logIn(newMerchant(Role.MERCHANT));
    }

    protected String logIn(User user) {
        Answer answer =
                post("/api/v1/auth/login", null, Map.of("email", user.email().value(), "password", PASSWORD));
        return answer.body().path("accessToken").asText();
    }

    protected Answer get(String path, @Nullable String bearer) {
        return send("GET", path, bearer, null);
    }

    protected Answer post(String path, @Nullable String bearer, Object body) {
        return send("POST", path, bearer, body);
    }

    protected Answer send(String method, String path, @Nullable String bearer, @Nullable Object body) {
        HttpRequest.Builder request = request(path).method(method, publisher(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return send(request);
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    protected Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            String text = new String(response.body(), StandardCharsets.UTF_8);
            JsonNode body = type.contains("json") ? json.readTree(text) : json.nullNode();
            return new Answer(response, type, text, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.BodyPublisher publisher(@Nullable Object body) {
        try {
            return body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(
                            body instanceof String text ? text : json.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public record Answer(HttpResponse<byte[]> response, String type, String text, JsonNode body) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The last part of a problem's type; empty when the answer is none. */
        public String problem() {
            return type.startsWith("application/problem+json")
                    ? body.path("type").asText().replace("/problems/", "")
                    : "";
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, ArtemisAutoConfiguration.class})
    @EntityScan("io.quayside.app")
    @ComponentScan({
        "io.quayside.app.http",
        "io.quayside.app.mail",
        "io.quayside.app.audit",
        "io.quayside.app.alerts",
        "io.quayside.app.security",
        "io.quayside.app.tenancy",
        "io.quayside.app.integrations",
        "io.quayside.app.portal",
        "io.quayside.app.onboarding",
        "io.quayside.app.flow",
        "io.quayside.app.outgoing",
        "io.quayside.app.persistence"
    })
    @ComponentScan(
            basePackages = "io.quayside.app",
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.REGEX, pattern = "io\\.quayside\\.app\\.TimeAndIds"))
    @Import({FakePlatform.class})
    static class Program {
        @Bean
        StateDirectory stateDirectory() throws IOException {
            return StateDirectory.open(Files.createTempDirectory("quayside-http"));
        }

        @Bean
        DataSource dataSource() {
            return TestDatabase.shared().app();
        }
    }
}
