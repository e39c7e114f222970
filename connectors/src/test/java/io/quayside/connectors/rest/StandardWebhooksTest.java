package io.quayside.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.WebhookGate.Request;
import io.quayside.connectors.spi.WebhookGate.Verdict;
import io.quayside.domain.integrations.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first case is the example of the Standard Webhooks specification and its libraries. */
class StandardWebhooksTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant THEN = Instant.ofEpochSecond(1614265330);

    private final Map<String, String> headers = new LinkedHashMap<>(
            Map.of("webhook-id", ID, "webhook-timestamp", TIMESTAMP, "webhook-signature", SIGNATURE));

    private Verdict verify(String body, Instant now, Map<String, String> credentials) {
        ConnectionAccess connection =
                new ConnectionAccess(ConnectionId.of("00000000-0000-0000-0000-000000000001"), credentials, Map.of());
        return new StandardWebhooks(Clock.fixed(now, ZoneOffset.UTC))
                .verify(new Request(headers, body.getBytes(StandardCharsets.UTF_8), now), connection);
    }

    private Verdict verify() {
        return verify(BODY, THEN, Map.of("webhookSecret", SECRET));
    }

    @Test
    void takesTheExampleOfTheSpecification() {
        assertThat(verify()).isEqualTo(new Verdict.Accepted(ID, "", ""));
    }

    @Test
    void takesOneFittingSignatureAmongSeveral() {
        headers.put("webhook-signature", "v1a,AAAA v1,Zm9yZ2Vk v2,%% " + SIGNATURE);

        assertThat(verify()).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesAForgedSignature() {
        headers.put("webhook-signature", "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        assertThat(verify()).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusesAChangedBodyIdOrTime() {
        assertThat(verify(BODY + " ", THEN, Map.of("webhookSecret", SECRET))).isInstanceOf(Verdict.Refused.class);
        headers.put("webhook-id", "msg_other");
        assertThat(verify()).isInstanceOf(Verdict.Refused.class);
        headers.put("webhook-id", ID);
        headers.put("webhook-timestamp", "1614265331");
        assertThat(verify()).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusesAnOldCallAndOneFromTheFuture() {
        Map<String, String> credentials = Map.of("webhookSecret", SECRET);

        assertThat(verify(BODY, THEN.plusSeconds(300), credentials)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verify(BODY, THEN.plusSeconds(301), credentials)).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(BODY, THEN.minusSeconds(301), credentials)).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "-5", "1e9", "99999999999999999999999"})
    void refusesATimestampThatIsNone(String timestamp) {
        headers.put("webhook-timestamp", timestamp);

        assertThat(verify()).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_***", "whsec_c2hvcnQ="})
    void refusesEveryCallWithoutAProperSecret(String secret) {
        Verdict verdict = verify(BODY, THEN, Map.of("webhookSecret", secret));

        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict.toString()).doesNotContain("MfKQ9r8G");
    }

    @Test
    void refusesMissingOrMonstrousHeaders() {
        headers.put("webhook-signature", "v1,".repeat(100_000));
        assertThat(verify()).isInstanceOf(Verdict.Refused.class);
        headers.put("webhook-signature", SIGNATURE);
        headers.put("webhook-id", "x".repeat(201));
        assertThat(verify()).isInstanceOf(Verdict.Refused.class);
        headers.clear();
        assertThat(verify()).isInstanceOf(Verdict.Refused.class);
    }
}
