package io.quayside.app.security;

import io.quayside.app.http.Page;
import io.quayside.app.http.Problem;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.tenancy.ApiKey;
import io.quayside.domain.tenancy.ApiKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys. Only who may do everything may make them, so that a key can't make a stronger one. */
@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "API keys")
class ApiKeyController {
    private static final int SHOWN = 10;
    private final ApiKeys keys;
    private final ApiKeyCheck check;
    private final Ids ids;
    private final Clock clock;

    ApiKeyController(ApiKeys keys, ApiKeyCheck check, Ids ids, Clock clock) {
        this.keys = keys;
        this.check = check;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make an API key; the answer is the only time that it is shown")
    ApiKeyResponse create(@Valid @RequestBody ApiKeyRequest request, Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        String secret = Secrets.random(ApiKeyCheck.PREFIX);
        ApiKey key = new ApiKey(
                ids.next(),
                who.tenant(),
                request.name(),
                secret.substring(0, SHOWN),
                HexFormat.of().formatHex(Secrets.sha256(secret)),
                Scopes.check(request.scopes()),
                clock.instant());
        keys.add(key);
        return ApiKeyResponse.of(key, secret);
    }

    @GetMapping
    @Operation(summary = "The API keys, newest first; without the keys themselves")
    Page<ApiKeyResponse> list(Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        return new Page<>(
                keys.list(who.tenant()).stream()
                        .map(key -> ApiKeyResponse.of(key, null))
                        .toList(),
                null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke an API key")
    void revoke(@PathVariable UUID id, Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        if (!keys.revoke(who.tenant(), id)) {
            throw Problem.notFound("API key");
        }
        check.forgetAll();
    }

    record ApiKeyRequest(@NotNull String name, @NotNull List<String> scopes) {}

    /**
     * @param prefix the key's first characters, to tell keys apart
     * @param key the key itself, only when it was just made
     */
    record ApiKeyResponse(
            UUID id, String name, String prefix, Set<String> scopes, Instant createdAt, @Nullable String key) {
        static ApiKeyResponse of(ApiKey key, @Nullable String secret) {
            return new ApiKeyResponse(
                    key.id(), key.name(), key.prefix(), new TreeSet<>(key.scopes()), key.createdAt(), secret);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "ApiKeyResponse[" + id + "]";
        }
    }
}
