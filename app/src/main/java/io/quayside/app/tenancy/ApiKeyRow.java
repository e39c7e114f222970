package io.quayside.app.tenancy;

import io.quayside.app.persistence.TenantKey;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.tenancy.ApiKey;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "api_key")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class ApiKeyRow {
    @EmbeddedId
    private TenantKey key;

    private String name;
    private String prefix;

    @Column(name = "key_hash")
    private byte[] hash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] scopes;

    @Column(name = "created_at")
    private Instant createdAt;

    protected ApiKeyRow() {}

    ApiKeyRow(ApiKey apiKey) {
        this.key = new TenantKey(apiKey.tenantId().value(), apiKey.id());
        this.name = apiKey.name();
        this.prefix = apiKey.prefix();
        this.hash = HexFormat.of().parseHex(apiKey.hash());
        this.scopes = apiKey.scopes().stream().sorted().toArray(String[]::new);
        this.createdAt = apiKey.createdAt();
    }

    ApiKey toDomain() {
        return new ApiKey(
                key.id(),
                new TenantId(key.tenantId()),
                name,
                prefix,
                HexFormat.of().formatHex(hash),
                Set.of(scopes),
                createdAt);
    }
}
