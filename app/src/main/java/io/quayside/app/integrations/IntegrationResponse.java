package io.quayside.app.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.integrations.DropAccounts.DropAccess;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the API shows it.
 *
 * @param statusReason why it is broken and what to do; empty when there is nothing to say
 * @param webhookUrl where the platform sends webhooks, absent when it has none
 * @param credentials dots for each secret that is set, never its value
 * @param alarms what needs a look, see its activity; empty when all is well
 * @param drop where files go; only in the answer that made the connection, as the password is shown once
 */
record IntegrationResponse(
        ConnectionId id,
        Platform platform,
        String name,
        Connection.Status status,
        String statusReason,
        @Nullable URI webhookUrl,
        Map<String, String> credentials,
        Map<String, JsonNode> settings,
        Instant createdAt,
        @Nullable Instant lastDeliveryAt,
        List<ConnectionWatch.Alarm> alarms,
        @Nullable DropAccess drop) {}
