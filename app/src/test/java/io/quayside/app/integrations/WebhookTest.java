package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quayside.app.http.HttpStage;
import io.quayside.routes.receive.Ingress.IngressUnavailable;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTest extends HttpStage {
    private static final int LIMIT = 5 << 20;

    @AfterEach
    void theQueueTakesEverythingAgain() {
        FakePlatform.queue = () -> {};
    }

    @Test
    void isQueuedByteForByteBeforeItIsAcknowledged() {
        String id = connection();
        byte[] body = "{ \"id\" : 42 }\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        Answer answer = deliver("simple", id, "t", BodyPublishers.ofByteArray(body));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(FakePlatform.DELIVERED)
                .filteredOn(delivery -> delivery.connection().toString().equals(id))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.body()).isEqualTo(body);
                    assertThat(delivery.deliveryId()).isEqualTo("d-1");
                    assertThat(delivery.topic()).isEqualTo("orders/create");
                    assertThat(delivery.orderKey()).isEqualTo("42");
                });
    }

    @Test
    void refusesAForgedSignature() {
        Answer answer = deliver("simple", connection(), "forged", BodyPublishers.ofString("{}"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("bad-signature");
        assertThat(answer.text()).doesNotContain("wrong token");
    }

    @Test
    void doesNotKnowOtherConnectionsPlatformsOrPaths() {
        String id = connection();

        assertThat(deliver("simple", UUID.randomUUID().toString(), "t", BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(404);
        assertThat(deliver("shopify", id, "t", BodyPublishers.ofString("{}")).status())
                .isEqualTo(404);
        assertThat(deliver("simple", "not-an-id", "t", BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(404);
        assertThat(deliver("simple", id + "/more", "t", BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesMoreThanFiveMebibytesWithAndWithoutALength() {
        String id = connection();
        byte[] tooMuch = new byte[LIMIT + 1];

        assertThat(deliver("simple", id, "t", BodyPublishers.ofByteArray(tooMuch))
                        .status())
                .isEqualTo(413);
        Answer chunked =
                deliver("simple", id, "t", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooMuch)));
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.problem()).isEqualTo("payload-too-large");
        assertThat(deliver("simple", id, "t", BodyPublishers.ofByteArray(new byte[LIMIT]))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesPlainJsonOnly() {
        String id = connection();

        Answer form = send(request("/webhooks/simple/" + id)
                .POST(BodyPublishers.ofString("a=b"))
                .header("X-Token", "t")
                .header("Content-Type", "application/x-www-form-urlencoded"));
        Answer compressed = send(request("/webhooks/simple/" + id)
                .POST(BodyPublishers.ofString("{}"))
                .header("X-Token", "t")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip"));
        Answer read = send(request("/webhooks/simple/" + id).GET());

        assertThat(form.status()).isEqualTo(415);
        assertThat(compressed.status()).isEqualTo(415);
        assertThat(read.status()).isEqualTo(405);
    }

    @Test
    void tellsTheSenderToComeBackWhenTheQueueIsAway() {
        String id = connection();
        FakePlatform.queue = () -> {
            throw new IngressUnavailable(new IllegalStateException("broker away"));
        };

        Answer answer = deliver("simple", id, "t", BodyPublishers.ofString("{}"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.problem()).isEqualTo("busy");
    }

    @Test
    void shedsLoadInsteadOfQueueingIt() {
        String id = connection();
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        FakePlatform.queue = () -> {
            inside.incrementAndGet();
            waitFor(goOn);
        };
        List<CompletableFuture<Answer>> four = Stream.of(1, 2, 3, 4)
                .map(n -> {
                    CompletableFuture<Answer> answer = new CompletableFuture<>();
                    new Thread(() -> answer.complete(deliver("simple", id, "t", BodyPublishers.ofString("{}"))))
                            .start();
                    return answer;
                })
                .toList();
        await().untilAtomic(inside, org.hamcrest.Matchers.equalTo(4));

        Answer fifth = deliver("simple", id, "t", BodyPublishers.ofString("{}"));
        goOn.countDown();

        assertThat(fifth.status()).isEqualTo(503);
        assertThat(four).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
    }

    @Test
    void aPausedConnectionStillTakesDeliveriesADeletedOneDoesNot() {
        String session = newSession();
        String id = connection(session);

        post("/api/v1/integrations/" + id + "/pause", session, Map.of());
        assertThat(deliver("simple", id, "t", BodyPublishers.ofString("{}")).status())
                .isEqualTo(200);
        send("DELETE", "/api/v1/integrations/" + id, session, null);
        assertThat(deliver("simple", id, "t", BodyPublishers.ofString("{}")).status())
                .isEqualTo(404);
    }

    @Test
    void aChangedSecretCountsAtOnce() {
        String session = newSession();
        String id = connection(session);
        assertThat(deliver("simple", id, "t", BodyPublishers.ofString("{}")).status())
                .isEqualTo(200);

        send("PATCH", "/api/v1/integrations/" + id, session, Map.of("credentials", Map.of("token", "new")));

        assertThat(deliver("simple", id, "t", BodyPublishers.ofString("{}")).status())
                .isEqualTo(401);
        assertThat(deliver("simple", id, "new", BodyPublishers.ofString("{}")).status())
                .isEqualTo(200);
    }

    @Test
    void answersThePlatformThatAsksWhetherTheAddressIsOurs() {
        String id = connection();

        Answer answer =
                send(request("/webhooks/simple/" + id + "?challenge_code=abc").GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).startsWith("application/json");
        assertThat(answer.body().path("challengeResponse").asText())
                .startsWith("abc at http")
                .endsWith("/webhooks/simple/" + id);
        assertThat(send(request("/webhooks/simple/" + UUID.randomUUID() + "?challenge_code=abc")
                                .GET())
                        .status())
                .isEqualTo(404);
        assertThat(send(request("/webhooks/rest/" + id + "?challenge_code=abc").GET())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsTheSenderToComeBackWhileItFetchesTheKeyThatACallNames() {
        String id = connection();
        String key = "k-" + UUID.randomUUID();

        Answer first = signed(id, key, "key of " + key);

        assertThat(first.status()).isEqualTo(503);
        assertThat(first.header("Retry-After")).isEqualTo("5");
        await().untilAsserted(() ->
                assertThat(signed(id, key, "key of " + key).status()).isEqualTo(200));
        assertThat(signed(id, key, "another").status()).isEqualTo(401);
        assertThat(FakePlatform.KEYS_ASKED).filteredOn(key::equals).hasSize(1);
        assertThat(FakePlatform.DELIVERED)
                .filteredOn(delivery -> delivery.deliveryId().equals("d-" + key))
                .isNotEmpty();
    }

    @Test
    void refusesACallWhoseKeyThePlatformDoesNotKnowAndAsksForItOnce() {
        String id = connection();
        String key = "none-" + UUID.randomUUID();

        assertThat(signed(id, key, "anything").status()).isEqualTo(503);

        await().untilAsserted(
                        () -> assertThat(signed(id, key, "anything").status()).isEqualTo(401));
        assertThat(FakePlatform.KEYS_ASKED).filteredOn(key::equals).hasSize(1);
    }

    @Test
    void asksForAtMostOneUnknownKeyASecondForAStranger() {
        String id = connection();
        String start = "flood-" + UUID.randomUUID();

        for (int i = 0; i < 20; i++) {
            assertThat(signed(id, start + "-" + i, "anything").status()).isEqualTo(503);
        }

        assertThat(FakePlatform.KEYS_ASKED)
                .filteredOn(key -> key.startsWith(start))
                .hasSizeLessThan(10);
    }

    @Test
    void oneAddressForAllOfAnAppReachesEveryConnectionOfTheAccountThatItNames() {
        String shop = "shop-" + UUID.randomUUID();
        String first = connection(newSession(), shop, "t");
        String second = connection(newSession(), shop, "t");
        String other = connection(newSession(), "other-" + shop, "t");

        Answer answer = deliverToApp(shop, "t");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(FakePlatform.DELIVERED)
                .extracting(delivery -> delivery.connection().toString())
                .contains(first, second)
                .doesNotContain(other);
    }

    @Test
    void oneAddressForAllOfAnAppRefusesWhatNoConnectionsSecretSigned() {
        String shop = "shop-" + UUID.randomUUID();
        String id = connection(newSession(), shop, "t");

        assertThat(deliverToApp(shop, "forged").status()).isEqualTo(401);
        assertThat(deliverToApp("unknown-" + shop, "t").status()).isEqualTo(401);
        assertThat(FakePlatform.DELIVERED)
                .noneMatch(delivery -> delivery.connection().toString().equals(id));
    }

    @Test
    void whatMustBeForgottenIsHeardForDeletedConnectionsOfTheAccountToo() {
        String shop = "shop-" + UUID.randomUUID();
        String session = newSession();
        String former = connection(session, shop, "t");
        send("DELETE", "/api/v1/integrations/" + former, session, null);

        assertThat(deliverToApp(shop, "forged", "forget").status()).isEqualTo(401);
        assertThat(deliverToApp(shop, "t", "forget").status()).isEqualTo(401);
        assertThat(deliverToApp(shop, "the app's own", "an order").status()).isEqualTo(200);
        assertThat(deliverToApp("other-" + shop, "the app's own", "forget").status())
                .isEqualTo(200);
        assertThat(FakePlatform.FORGETTING).extracting(Object::toString).doesNotContain(former);

        assertThat(deliverToApp(shop, "the app's own", "forget").status()).isEqualTo(200);

        assertThat(FakePlatform.FORGETTING).extracting(Object::toString).containsOnlyOnce(former);
        assertThat(FakePlatform.DELIVERED)
                .noneMatch(delivery -> delivery.connection().toString().equals(former));
    }

    private Answer deliverToApp(String account, String token) {
        return deliverToApp(account, token, "{}");
    }

    private Answer deliverToApp(String account, String token, String body) {
        return send(request("/webhooks/simple")
                .POST(BodyPublishers.ofString(body))
                .header("X-Account", account)
                .header("X-Token", token)
                .header("Content-Type", "application/json"));
    }

    private Answer signed(String id, String key, String signedWith) {
        return send(request("/webhooks/simple/" + id)
                .POST(BodyPublishers.ofString("{}"))
                .header("X-Key", key)
                .header("X-Signed-With", signedWith)
                .header("Content-Type", "application/json"));
    }

    private String connection() {
        return connection(newSession());
    }

    private String connection(String session) {
        return connection(session, "s", "t");
    }

    private String connection(String session, String shop, String token) {
        return post(
                        "/api/v1/integrations",
                        session,
                        Map.of(
                                "platform", "simple",
                                "name", "hooked",
                                "credentials", Map.of("shop", shop, "token", token)))
                .body()
                .path("id")
                .asText();
    }

    private Answer deliver(String platform, String id, String token, BodyPublisher body) {
        return send(request("/webhooks/" + platform + "/" + id)
                .POST(body)
                .header("X-Token", token)
                .header("Content-Type", "application/json; charset=utf-8"));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
