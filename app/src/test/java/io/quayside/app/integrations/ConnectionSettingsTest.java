package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.HttpStage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which orders a connection takes in, and what its platform calls the merchant's carriers. */
class ConnectionSettingsTest extends HttpStage {
    @Test
    void keepsAFilterAndNamesEveryPartThatCannotBeRead() {
        String session = newSession();
        Answer made =
                create(session, Map.of("onlyCountries", "DE, AT", "firstOrderDate", "2026-01-31", "speed", "fast"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("settings").path("onlyCountries").asText()).isEqualTo("DE, AT");

        Answer wrong = send(
                "PATCH",
                path(made),
                session,
                Map.of("settings", Map.of("onlyCountries", "Germany", "leastValue", "many", "firstOrderDate", "soon")));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().path("errors").findValuesAsText("field"))
                .containsExactly("settings.firstOrderDate", "settings.leastValue", "settings.onlyCountries");
        assertThat(create(session, Map.of("exceptCountries", "XX")).status()).isEqualTo(400);

        Answer changed = send("PATCH", path(made), session, Map.of("settings", Map.of("onlyCountries", "")));
        assertThat(changed.body().path("settings").has("onlyCountries")).isFalse();
        assertThat(changed.body().path("settings").path("firstOrderDate").asText())
                .isEqualTo("2026-01-31");
    }

    @Test
    void asksForTheEarliestDateWithTheConsent() {
        String session = newSession();
        String shop = "shop-" + System.nanoTime();

        Answer wrong = post(
                "/api/v1/integrations/simple/connect", session, Map.of("shop", shop, "firstOrderDate", "31.01.2026"));
        assertThat(wrong.body().path("errors").findValuesAsText("field")).containsExactly("firstOrderDate");

        Answer begun = post(
                "/api/v1/integrations/simple/connect",
                session,
                Map.of("shop", shop, "name", shop, "firstOrderDate", "2026-01-31"));
        String page = begun.body().path("authorizeUrl").asText();
        String state = page.replaceAll(".*state=([^&]+).*", "$1");
        get("/integrations/simple/callback?code=c&state=" + state, null);

        assertThat(get("/api/v1/integrations", session).body().path("items"))
                .singleElement()
                .satisfies(connection -> {
                    assertThat(connection
                                    .path("settings")
                                    .path("firstOrderDate")
                                    .asText())
                            .isEqualTo("2026-01-31");
                    assertThat(connection.path("credentials").path("shop").asText())
                            .isEqualTo(shop);
                });
    }

    @Test
    void mapsCarriersToThePlatformsWords() {
        String session = newSession();
        String carriers = path(create(session, Map.of())) + "/carriers";
        assertThat(get(carriers, session).body().path("mappings")).isEmpty();

        Answer saved = send(
                "PUT",
                carriers,
                session,
                Map.of(
                        "mappings",
                        List.of(
                                Map.of("carrier", "Post", "code", "DHL", "name", "DHL Paket"),
                                Map.of("carrier", "ups", "code", "UPS"))));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(get(carriers, session).body().path("mappings").toString())
                .isEqualTo("[{\"carrier\":\"Post\",\"code\":\"DHL\",\"name\":\"DHL Paket\"},"
                        + "{\"carrier\":\"ups\",\"code\":\"UPS\",\"name\":\"ups\"}]");

        Answer wrong = send(
                "PUT",
                carriers,
                session,
                Map.of(
                        "mappings",
                        List.of(
                                Map.of("carrier", "ups", "code", "PIGEON"),
                                Map.of("carrier", "UPS", "code", "UPS"),
                                Map.of("carrier", "dhl"))));
        assertThat(wrong.body().path("errors").findValuesAsText("field"))
                .containsExactly("mappings[0].code", "mappings[1].carrier", "mappings[2]");
        assertThat(get(carriers, newSession()).status()).isEqualTo(404);
    }

    @Test
    void tellsWhatEachPlatformKnows() {
        JsonNode platforms = get("/api/v1/platforms", newSession()).body().path("items");

        for (JsonNode platform : platforms) {
            assertThat(platform.path("settings").findValuesAsText("name")).contains("firstOrderDate", "exceptSkus");
            if (platform.path("platform").asText().equals("shopify")) {
                assertThat(platform.path("carriers").path("known").findValuesAsText("code"))
                        .contains("DHL Express", "UPS");
                assertThat(platform.path("carriers").path("othersToo").asBoolean())
                        .isTrue();
                assertThat(platform.path("consent").findValuesAsText("name")).contains("shop", "firstOrderDate");
            }
        }
    }

    private Answer create(String session, Map<String, String> settings) {
        return post(
                "/api/v1/integrations",
                session,
                Map.of(
                        "platform",
                        "simple",
                        "name",
                        "filtered",
                        "credentials",
                        Map.of("shop", "s", "token", "t"),
                        "settings",
                        settings));
    }

    private static String path(Answer made) {
        return "/api/v1/integrations/" + made.body().path("id").asText();
    }
}
