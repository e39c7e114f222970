package io.quayside.app.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.integrations.DropAccounts.DropAccess;
import io.quayside.app.security.Merchant;
import io.quayside.connectors.spi.Connector;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A merchant's connections. Secrets go in and never come out. */
@RestController
@RequestMapping("/api/v1/integrations")
@Tag(name = "Integrations")
class IntegrationController {
    private static final String READ = "integrations:read";
    private static final String WRITE = "integrations:write";
    private static final Platform FILES = new Platform("csv");
    private final ConnectionDesk desk;
    private final UnitOfWork unitOfWork;
    private final DropAccounts dropAccounts;
    private final ConnectionTest test;
    private final FetchOrders fetchOrders;
    private final SyncJobs jobs;
    private final ConnectionActivity activity;
    private final SettingsJson settingsJson;
    private final PublicUrl publicUrl;
    private final ConnectionWatch watch;

    IntegrationController(
            ConnectionDesk desk,
            UnitOfWork unitOfWork,
            DropAccounts dropAccounts,
            ConnectionTest test,
            FetchOrders fetchOrders,
            SyncJobs jobs,
            ConnectionActivity activity,
            SettingsJson settingsJson,
            PublicUrl publicUrl,
            ConnectionWatch watch) {
        this.desk = desk;
        this.unitOfWork = unitOfWork;
        this.dropAccounts = dropAccounts;
        this.test = test;
        this.fetchOrders = fetchOrders;
        this.jobs = jobs;
        this.activity = activity;
        this.settingsJson = settingsJson;
        this.publicUrl = publicUrl;
        this.watch = watch;
    }

    @GetMapping
    @Operation(summary = "The connections, oldest first")
    Page<IntegrationResponse> list(Merchant who) {
        who.require(READ);
        Map<ConnectionId, List<ConnectionWatch.Alarm>> alarms = watch.alarms(who.tenant());
        return new Page<>(
                desk.list(who.tenant()).stream()
                        .map(connection -> present(who.tenant(), connection, alarms, null))
                        .toList(),
                null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Connect with credentials given by hand")
    IntegrationResponse create(@Valid @RequestBody NewIntegration request, Merchant who) {
        who.require(WRITE);
        TenantId tenant = who.tenant();
        return unitOfWork.run(tenant, () -> {
            Connection made = desk.establish(
                    tenant,
                    request.platform(),
                    request.name(),
                    request.credentials() == null ? Map.of() : request.credentials(),
                    settingsJson.toTexts(request.settings()));
            DropAccess drop = made.platform().equals(FILES) ? dropAccounts.create(tenant, made.id()) : null;
            return present(tenant, made, drop);
        });
    }

    @GetMapping("/{id}")
    @Operation(summary = "A connection")
    IntegrationResponse show(@PathVariable ConnectionId id, Merchant who) {
        who.require(READ);
        return present(who.tenant(), desk.find(who.tenant(), id), null);
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Change what is named: name, single credentials, single settings")
    IntegrationResponse change(
            @PathVariable ConnectionId id, @Valid @RequestBody IntegrationChange request, Merchant who) {
        who.require(WRITE);
        Connection changed = desk.change(
                who.tenant(),
                id,
                request.name(),
                request.credentials() == null ? Map.of() : request.credentials(),
                settingsJson.toTexts(request.settings()));
        return present(who.tenant(), changed, null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Disconnect: the secrets are erased, the orders stay")
    void delete(@PathVariable ConnectionId id, Merchant who) {
        who.require(WRITE);
        desk.delete(who.tenant(), id);
    }

    @PostMapping("/{id}/test")
    @Operation(summary = "Ask the platform whether the credentials work")
    ConnectionTest.Outcome test(@PathVariable ConnectionId id, Merchant who) {
        who.require(WRITE);
        return test.run(who.tenant(), desk.find(who.tenant(), id));
    }

    @PostMapping("/{id}/pause")
    @Operation(summary = "Pause: what comes in waits, nothing is fetched or sent")
    IntegrationResponse pause(@PathVariable ConnectionId id, Merchant who) {
        who.require(WRITE);
        return present(who.tenant(), desk.pause(who.tenant(), id), null);
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "End a pause")
    IntegrationResponse resume(@PathVariable ConnectionId id, Merchant who) {
        who.require(WRITE);
        return present(who.tenant(), desk.resume(who.tenant(), id), null);
    }

    @PostMapping("/{id}/drop")
    @Operation(summary = "A new password for the drop folder's log-in, told this once; the old one is good no more")
    DropAccess renewDrop(@PathVariable ConnectionId id, Merchant who) {
        who.require(WRITE);
        TenantId tenant = who.tenant();
        return unitOfWork.run(tenant, () -> {
            if (!desk.find(tenant, id).platform().equals(FILES)) {
                throw Problem.conflict(
                        "not-supported",
                        "This platform takes no files",
                        "only connections of platform csv have a drop");
            }
            return dropAccounts.create(tenant, id);
        });
    }

    @PostMapping("/{id}/sync")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Fetch what changed on the platform, in the background")
    StartedSync sync(@PathVariable ConnectionId id, Merchant who) {
        who.require(WRITE);
        Connection connection = desk.find(who.tenant(), id);
        Connector connector = desk.connector(connection.platform());
        return new StartedSync(fetchOrders.start(who.tenant(), connection, connector));
    }

    @GetMapping("/{id}/sync-jobs")
    @Operation(summary = "What was fetched and which files were read, newest first")
    Page<SyncJob> syncJobs(@PathVariable ConnectionId id, @ParameterObject PageRequest page, Merchant who) {
        who.require(READ);
        desk.find(who.tenant(), id);
        return jobs.list(who.tenant(), id, page);
    }

    @GetMapping("/{id}/activity")
    @Operation(summary = "What happened on the connection, newest first")
    Page<ConnectionActivity.Entry> activity(
            @PathVariable ConnectionId id, @ParameterObject PageRequest page, Merchant who) {
        who.require(READ);
        desk.find(who.tenant(), id);
        return activity.list(who.tenant(), id, page);
    }

    private IntegrationResponse present(TenantId tenant, Connection connection, @Nullable DropAccess drop) {
        return present(tenant, connection, watch.alarms(tenant), drop);
    }

    private IntegrationResponse present(
            TenantId tenant,
            Connection connection,
            Map<ConnectionId, List<ConnectionWatch.Alarm>> alarms,
            @Nullable DropAccess drop) {
        boolean called = desk.connector(connection.platform()).webhooks().isPresent();
        return new IntegrationResponse(
                connection.id(),
                connection.platform(),
                connection.name(),
                connection.status(),
                connection.statusReason(),
                called ? publicUrl.webhook(connection.platform(), connection.id()) : null,
                desk.openCredentials(tenant, connection),
                settingsJson.fromTexts(connection.settings()),
                connection.createdAt(),
                connection.lastDeliveryAt(),
                alarms.getOrDefault(connection.id(), List.of()),
                drop);
    }

    record NewIntegration(
            @NotNull Platform platform,
            @NotNull String name,
            @Nullable Map<String, @Nullable String> credentials,
            @Nullable Map<String, @Nullable JsonNode> settings) {
        /** Without the credentials. */
        @Override
        public String toString() {
            return "NewIntegration[" + platform + "]";
        }
    }

    record IntegrationChange(
            @Nullable String name,
            @Nullable Map<String, @Nullable String> credentials,
            @Nullable Map<String, @Nullable JsonNode> settings) {
        /** Without the credentials. */
        @Override
        public String toString() {
            return "IntegrationChange[]";
        }
    }

    record StartedSync(UUID syncJobId) {}
}
