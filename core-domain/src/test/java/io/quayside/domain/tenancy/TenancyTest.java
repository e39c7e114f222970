package io.quayside.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenancyTest {
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));

    @Test
    void anEmailAddressIsTheSameInAnyLetterCase() {
        assertThat(new EmailAddress(" Kari@Example.COM ")).isEqualTo(new EmailAddress("kari@example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kari", "@example.com", "kari@", "ka ri@example.com", "a@b@c", "kari@exa\nmple.com"})
    void refusesWhatIsNoEmailAddress(String text) {
        assertThatThrownBy(() -> new EmailAddress(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void hashesAreNotPrinted() {
        User user = new User(
                new UUID(0, 2), TENANT, new EmailAddress("kari@example.com"), "hash-1", Role.MERCHANT, Instant.EPOCH);
        ApiKey key =
                new ApiKey(new UUID(0, 3), TENANT, "ERP", "qk_abc", "hash-2", Set.of("orders:write"), Instant.EPOCH);

        assertThat(user + " " + key).doesNotContain("hash-");
    }

    @Test
    void aKeyAllowsItsScopesOnlyAndNeedsOne() {
        ApiKey key = new ApiKey(new UUID(0, 3), TENANT, "ERP", "qk_abc", "hash", Set.of("orders:write"), Instant.EPOCH);

        assertThat(key.allows("orders:write")).isTrue();
        assertThat(key.allows("orders:read")).isFalse();
        assertThatThrownBy(() -> new ApiKey(new UUID(0, 3), TENANT, "ERP", "qk", "hash", Set.of(), Instant.EPOCH))
                .isInstanceOf(InvalidValue.class);
    }
}
