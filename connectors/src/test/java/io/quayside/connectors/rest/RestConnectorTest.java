package io.quayside.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ConnectorContract;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.WebhookGate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class RestConnectorTest extends ConnectorContract {
    private final Connector connector = new RestConnector(Clock.fixed(RECEIVED_AT, ZoneOffset.UTC));

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected String goodTopic() {
        return "";
    }

    @Override
    protected byte[] goodBody() {
        return bytes("{\"externalId\":\"W-1\",\"currency\":\"USD\","
                + "\"lines\":[{\"sku\":\"MUG-1\",\"quantity\":2,\"unitPrice\":\"9.90\"}]}");
    }

    @Override
    protected Map<Capability, ThrowingCallable> proofs() {
        return Map.of(Capability.RECEIVE_WEBHOOKS, this::takesASignedCall);
    }

    private void takesASignedCall() {
        byte[] secret = bytes("0123456789abcdef0123456789abcdef");
        String timestamp = String.valueOf(RECEIVED_AT.getEpochSecond());
        byte[] signature =
                io.quayside.connectors.payload.StandardSignature.sign(secret, "msg_1", timestamp, goodBody());
        Base64.Encoder base64 = Base64.getEncoder();
        ConnectionAccess connection = new ConnectionAccess(
                connection().id(), Map.of("webhookSecret", "whsec_" + base64.encodeToString(secret)), Map.of());

        WebhookGate.Verdict verdict = connector
                .webhooks()
                .orElseThrow()
                .verify(
                        new WebhookGate.Request(
                                Map.of(
                                        "Webhook-Id",
                                        "msg_1",
                                        "Webhook-Timestamp",
                                        timestamp,
                                        "Webhook-Signature",
                                        "v1," + base64.encodeToString(signature)),
                                goodBody(),
                                RECEIVED_AT),
                        connection);

        assertThat(verdict).isEqualTo(new WebhookGate.Verdict.Accepted("msg_1", "", ""));
    }
}
