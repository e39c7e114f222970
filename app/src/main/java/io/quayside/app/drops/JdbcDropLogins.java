package io.quayside.app.drops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.integrations.ConnectionId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Says whose log-in a name and password are. An address that fails often is refused for a while without a look at the
 * password, so that guessing costs time. Thread-safe.
 */
final class JdbcDropLogins implements DropLogins {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcDropLogins.class);
    private static final int ALLOWED_FAILURES = 10;
    private static final Duration LOCKED_FOR = Duration.ofMinutes(5);

    private final SystemWork system;
    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final String nobodysHash;
    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(LOCKED_FOR)
            .build();

    JdbcDropLogins(SystemWork system, JdbcClient jdbc, PasswordEncoder passwords) {
        this.system = system;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.nobodysHash = passwords.encode(UUID.randomUUID().toString());
    }

    private record Account(ConnectionId connection, String passwordHash) {}

    @Override
    public Optional<ConnectionId> check(String username, String password, String address) {
        AtomicInteger failed = failures.get(address, any -> new AtomicInteger());
        if (failed.get() >= ALLOWED_FAILURES) {
            LOG.warn("Log-ins from {} are refused for a while after {} failures", address, failed.get());
            return Optional.empty();
        }
        Optional<Account> account = find(username);
        String hash = account.map(Account::passwordHash).orElse(nobodysHash); // takes as long for unknown names
        boolean matches = password.length() <= 72 && passwords.matches(password, hash);
        if (account.isEmpty() || !matches) {
            failed.incrementAndGet();
            return Optional.empty();
        }
        failures.invalidate(address);
        return account.map(Account::connection);
    }

    private Optional<Account> find(String username) {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT a.connection_id, a.password_hash FROM drop_account a
                        JOIN connection c ON c.tenant_id = a.tenant_id AND c.id = a.connection_id
                        WHERE a.username = ? AND c.deleted_at IS NULL""")
                .param(username)
                .query((row, index) -> new Account(new ConnectionId(row.getObject(1, UUID.class)), row.getString(2)))
                .optional());
    }
}
