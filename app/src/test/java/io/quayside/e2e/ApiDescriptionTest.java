package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The portal's client is made of the description that is committed beside it; it must be the one that is served. */
@OnSandboxHub
class ApiDescriptionTest {
    private static final Path COMMITTED = Path.of("src/main/frontend/src/api/openapi.json");
    private static final Path SERVED = Path.of("target/openapi.json");

    @Test
    void thePortalKnowsTheApiAsItIs(SandboxHub.Stage stage) throws IOException {
        JsonNode served = stage.merchant().get("/openapi.json").expect(200);
        Files.writeString(SERVED, served.toString());

        JsonNode committed = new ObjectMapper().readTree(Files.readString(COMMITTED));

        assertThat(committed.equals(served))
                .as(
                        "the committed description is the served one; where it is not, run `npm run api -- %s` in"
                                + " app/src/main/frontend, which takes it over, and then `npm run build`, which says"
                                + " what it means for the portal",
                        Path.of("src/main/frontend").relativize(SERVED))
                .isTrue();
    }
}
