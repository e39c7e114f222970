package io.quayside.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One hub whose platforms are played by its sandbox, for all tests of a process that ask for it; and the hand that moves the
 * sandbox. It stops with the process, see {@link RunningHub}.
 */
public final class SandboxHub implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return stage();
    }

    /** The one stage of this process; raised on first use. */
    public static Stage stage() {
        return Stage.ONE;
    }

    /** The first person of a merchant, who may do everything for it. */
    public record Owner(String email, String password, HubClient hub) {}

    /** The hub, a merchant of it, the sandbox, and the post office that its letters go to. */
    public static final class Stage {
        private static final ObjectMapper JSON = new ObjectMapper();
        private static final AtomicInteger OWNERS = new AtomicInteger();
        private static final Stage ONE = raised();
        private final HubProcess hub;
        private final HubClient merchant;
        private final String sandbox;
        private final GreenMail postOffice;

        private Stage(HubProcess hub, String sandbox, GreenMail postOffice) {
            this.hub = hub;
            this.merchant = new HubClient(hub);
            this.sandbox = sandbox;
            this.postOffice = postOffice;
        }

        private static Stage raised() {
            try {
                int port = FreePort.draw();
                GreenMail postOffice = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
                postOffice.start();
                Map<String, String> settings = new HashMap<>(Map.of(
                        "quayside.sandbox.enabled", "true",
                        "quayside.sandbox.port", "" + port,
                        "quayside.sandbox.orders-every", "0s",
                        "quayside.integrations.poll-every", "3s",
                        // the sandbox shows changes at once; five minutes, read every three seconds, exhaust its limits
                        "quayside.integrations.overlap", "10s",
                        "quayside.integrations.watch-every", "10s",
                        "quayside.integrations.count-every", "5s",
                        "quayside.integrations.count-settle", "2s",
                        "quayside.demo.enabled", "false"));
                settings.put("quayside.signup.enabled", "true");
                settings.put("spring.mail.host", "localhost");
                settings.put("spring.mail.port", "" + postOffice.getSmtp().getPort());
                Runtime.getRuntime().addShutdownHook(new Thread(postOffice::stop, "stop-post-office"));
                HubProcess hub = HubProcess.startForThisProcess("sandbox-hub", settings);
                return new Stage(hub, "http://localhost:" + port, postOffice);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public HubClient merchant() {
            return merchant;
        }

        /** Another merchant, who has nothing yet and sees nothing of the others. */
        public Owner newMerchant(String name) {
            String email = "owner-%d@example.com".formatted(OWNERS.incrementAndGet());
            String password = "a long password of " + email;
            merchant.post("/api/v1/tenants", Map.of("name", name, "email", email, "password", password))
                    .expect(201);
            return new Owner(email, password, new HubClient(hub, email, password));
        }

        public URI url(String path) {
            return hub.url(path);
        }

        /** The text of the only letter to the address, once it is there. */
        public String letterTo(String address) {
            MimeMessage letter = Awaitility.await("a letter to " + address)
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> lettersTo(address), letters -> letters.size() == 1)
                    .get(0);
            return GreenMailUtil.getBody(letter);
        }

        private List<MimeMessage> lettersTo(String address) throws MessagingException {
            List<MimeMessage> letters = new ArrayList<>();
            for (MimeMessage letter : postOffice.getReceivedMessages()) {
                if (letter.getAllRecipients()[0].toString().equals(address)) {
                    letters.add(letter);
                }
            }
            return letters;
        }

        /** By the one click: consent in the platform's own page, which is approved, and back. */
        public String connects(String platform, Map<String, String> entered) {
            return connects(merchant, platform, entered, "");
        }

        /** @param more parameters of the platform's page, such as who is signed in there */
        public String connects(String platform, Map<String, String> entered, String more) {
            return connects(merchant, platform, entered, more);
        }

        /** The same for another merchant. */
        public String connects(HubClient who, String platform, Map<String, String> entered) {
            return connects(who, platform, entered, "");
        }

        private static String connects(HubClient who, String platform, Map<String, String> entered, String more) {
            String page = who.post("/api/v1/integrations/" + platform + "/connect", entered)
                    .expect(200)
                    .path("authorizeUrl")
                    .asText();
            approve(page + more);
            String name = entered.getOrDefault("name", "");
            return Awaitility.await("the connection " + name)
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> connectionNamed(who, name), id -> !id.isEmpty());
        }

        /** The one connection to the platform's demo shop that tests share; made on first use. */
        public String connected(String platform, Map<String, String> entered) {
            Map<String, String> named = new HashMap<>(entered);
            named.put("name", "every " + platform);
            String known = connectionNamed(merchant, "every " + platform);
            return known.isEmpty() ? connects(platform, named) : known;
        }

        /** Whether the hub says that it can do this there. */
        public boolean can(String platform, String capability) {
            for (JsonNode known : merchant.get("/api/v1/platforms").expect(200).path("items")) {
                if (known.path("platform").asText().equals(platform)) {
                    return known.path("capabilities").toString().contains('"' + capability + '"');
                }
            }
            return false;
        }

        /** By consent once more, for a connection that is broken. */
        public void reconnects(String connection) {
            approve(merchant.post("/api/v1/integrations/" + connection + "/reconnect", Map.of())
                    .expect(200)
                    .path("authorizeUrl")
                    .asText());
        }

        private static String connectionNamed(HubClient who, String name) {
            for (JsonNode connection :
                    who.get("/api/v1/integrations?limit=200").expect(200).path("items")) {
                if (connection.path("name").asText().equals(name)
                        && connection.path("status").asText().equals("ACTIVE")) {
                    return connection.path("id").asText();
                }
            }
            return "";
        }

        static void approve(String page) {
            try {
                HttpClient browser = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build();
                HttpResponse<String> answer = browser.send(
                        HttpRequest.newBuilder(
                                        URI.create(page + (page.contains("?") ? "&" : "?") + "sandbox_approve=1"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new AssertionError("consent ended with HTTP " + answer.statusCode() + ": " + answer.body());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Orders appear on the platform; their external ids. */
        public List<String> places(String platform, Object orders) {
            List<String> ids = new ArrayList<>();
            control("POST", "/_sandbox/" + platform + "/orders", orders)
                    .expect(201)
                    .path("ids")
                    .forEach(id -> ids.add(id.asText()));
            return ids;
        }

        public JsonNode orderOn(String platform, String id) {
            return control("GET", "/_sandbox/" + platform + "/orders/" + id, null)
                    .expect(200);
        }

        /** What the platform has of the SKU, -1 when it does not know it. */
        public int stockOn(String platform, String sku) {
            return control("GET", "/_sandbox/" + platform + "/inventory/" + sku, null)
                    .body()
                    .path("available")
                    .asInt(-1);
        }

        /** How many webhooks of the topic the platform sent to the connection since then that the hub answered with a 2xx. */
        public int taken(String platform, String topic, String connection, Instant from) {
            int count = 0;
            for (JsonNode delivery : control("GET", "/_sandbox/" + platform + "/deliveries", null)
                    .expect(200)
                    .path("deliveries")) {
                boolean taken = delivery.path("status").asInt() / 100 == 2
                        && delivery.path("topic").asText().equals(topic)
                        && delivery.path("to").asText().contains(connection)
                        && Instant.parse(delivery.path("at").asText()).isAfter(from);
                count += taken ? 1 : 0;
            }
            return count;
        }

        public void faults(String platform, Map<String, Object> faults) {
            control(faults.isEmpty() ? "DELETE" : "PUT", "/_sandbox/" + platform + "/faults", faults)
                    .expect(200);
        }

        public JsonNode log(String platform) {
            return control("GET", "/_sandbox/" + platform + "/log", null).expect(200);
        }

        public HubClient.Answer control(String method, String path, @org.jspecify.annotations.Nullable Object body) {
            HttpRequest.BodyPublisher content = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.valueToTree(body).toString());
            return merchant.send(HttpRequest.newBuilder(URI.create(sandbox + path))
                    .header("Content-Type", "application/json")
                    .method(method, content)
                    .build());
        }
    }
}
