package io.quayside.app.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.tenancy.ApiKey;
import io.quayside.domain.tenancy.ApiKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose API key it is. Remembers the answer for half a minute: so long a key revoked on another instance still works,
 * on this one it ends at once. Thread-safe.
 */
@Component
class ApiKeyCheck {
    static final String PREFIX = "qk_";
    private final ApiKeys keys;
    private final SystemWork system;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final LoadingCache<String, Optional<Merchant>> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(30))
            .build(this::load);

    ApiKeyCheck(ApiKeys keys, SystemWork system, JdbcClient jdbc, Clock clock) {
        this.keys = keys;
        this.system = system;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Merchant> merchantOf(String key) {
        return known.get(HexFormat.of().formatHex(Secrets.sha256(key)));
    }

    void forgetAll() {
        known.invalidateAll();
    }

    private Optional<Merchant> load(String hash) {
        Optional<ApiKey> found = keys.findByHash(hash);
        found.ifPresent(this::used);
        return found.map(key -> new Merchant(key.tenantId(), key.name(), false, key.scopes()));
    }

    private void used(ApiKey key) {
        system.run(() -> jdbc.sql("UPDATE api_key SET last_used_at = ? WHERE tenant_id = ? AND id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), key.tenantId().value(), key.id())
                .update());
    }
}
