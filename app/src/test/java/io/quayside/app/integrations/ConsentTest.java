package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.HttpStage;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsentTest extends HttpStage {
    private static final Pattern STATE = Pattern.compile("state=([A-Za-z0-9_-]{43})&");

    @Test
    void connectsRegistersWebhooksAndBeginsTheFirstImport() {
        String session = newSession();
        String state = begin(session, "shop-a");

        Answer back = get("/integrations/simple/callback?code=token-1&state=" + state, null);

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.text()).contains("Simple is connected").doesNotContain("token-1");
        JsonNode made = only(session);
        assertThat(made.path("name").asText()).isEqualTo("My shop");
        assertThat(made.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(FakePlatform.SUBSCRIBED)
                .anyMatch(url -> url.toString().equals(made.path("webhookUrl").asText()));
        await().untilAsserted(() -> assertThat(
                        get("/api/v1/integrations/" + made.path("id").asText() + "/sync-jobs", session)
                                .body()
                                .at("/items/0/status")
                                .asText())
                .isEqualTo("DONE"));
    }

    @Test
    void aBrowserComesBackIntoThePortal() {
        String session = newSession();
        String state = begin(session, "shop-p");

        Answer back = inBrowser("/integrations/simple/callback?code=token-2&state=" + state);

        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location"))
                .isEqualTo("/channels/%s?connected=1"
                        .formatted(only(session).path("id").asText()));
    }

    @Test
    void aBrowserWhoseConsentCameToNothingIsToldInThePortal() {
        Answer back = inBrowser("/integrations/simple/callback?code=c&state=invented");

        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/channels/connect/simple?refused=expired");
    }

    private Answer inBrowser(String path) {
        return send(request(path)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .GET());
    }

    @Test
    void aStateIsGoodOnce() {
        String state = begin(newSession(), "shop-b");
        assertThat(get("/integrations/simple/callback?code=c&state=" + state, null)
                        .status())
                .isEqualTo(200);

        Answer again = get("/integrations/simple/callback?code=c&state=" + state, null);

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.problem()).isEqualTo("consent-expired");
        assertThat(get("/integrations/simple/callback?code=c&state=invented", null)
                        .status())
                .isEqualTo(400);
        assertThat(get("/integrations/simple/callback", null).status()).isEqualTo(400);
    }

    @Test
    void aSecondConsentForTheSameShopRenewsItsConnection() {
        String session = newSession();
        get("/integrations/simple/callback?code=old&state=" + begin(session, "shop-c"), null);
        String id = only(session).path("id").asText();

        get("/integrations/simple/callback?code=new&state=" + begin(session, "shop-c"), null);

        assertThat(only(session).path("id").asText()).isEqualTo(id);
    }

    @Test
    void whatTheConsentStoredByItselfOutlivesAChangeByHand() {
        String session = newSession();
        get("/integrations/simple/callback?code=old&state=" + begin(session, "shop-d"), null);
        String path = "/api/v1/integrations/" + only(session).path("id").asText();

        Answer changed = send("PATCH", path, session, Map.of("credentials", Map.of("token", "by hand")));

        assertThat(changed.status()).isEqualTo(200);
    }

    @Test
    void asksForWhatThePlatformNeeds() {
        Answer answer = post("/api/v1/integrations/simple/connect", newSession(), Map.of("name", "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("shop");
    }

    @Test
    void aPlatformWithoutConsentSaysSo() {
        Answer answer = post("/api/v1/integrations/csv/connect", newSession(), Map.of());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("not-supported");
    }

    private String begin(String session, String shop) {
        Answer begun = post("/api/v1/integrations/simple/connect", session, Map.of("name", "My shop", "shop", shop));
        Matcher state = STATE.matcher(begun.body().path("authorizeUrl").asText());
        assertThat(state.find()).as(begun.text()).isTrue();
        return state.group(1);
    }

    private JsonNode only(String session) {
        JsonNode items = get("/api/v1/integrations", session).body().path("items");
        assertThat(items).hasSize(1);
        return items.path(0);
    }
}
