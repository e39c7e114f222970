package io.quayside.app.tenancy;

import io.quayside.app.persistence.TenantKey;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "app_user")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class UserRow {
    @EmbeddedId
    private TenantKey key;

    private String email;

    @Column(name = "password_hash")
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Column(name = "created_at")
    private Instant createdAt;

    protected UserRow() {}

    UserRow(User user) {
        this.key = new TenantKey(user.tenantId().value(), user.id());
        this.email = user.email().value();
        this.passwordHash = user.passwordHash();
        this.role = user.role();
        this.createdAt = user.createdAt();
    }

    User toDomain() {
        return new User(key.id(), new TenantId(key.tenantId()), new EmailAddress(email), passwordHash, role, createdAt);
    }
}
