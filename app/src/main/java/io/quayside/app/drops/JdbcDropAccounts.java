package io.quayside.app.drops;

import io.quayside.app.integrations.DropAccounts;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.receive.DropFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** One log-in for each connection, for FTP and SFTP alike; of its password only a hash is kept. */
final class JdbcDropAccounts implements DropAccounts {
    private static final int PASSWORD_BYTES = 18;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final Path root;
    private final Supplier<Ports> ports;
    private final SecureRandom random = new SecureRandom();

    /** Where the servers listen, known once they run. */
    record Ports(String host, int ftp, int sftp) {}

    JdbcDropAccounts(
            UnitOfWork unitOfWork, JdbcClient jdbc, PasswordEncoder passwords, Path root, Supplier<Ports> ports) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.root = root;
        this.ports = ports;
    }

    @Override
    public DropAccess create(TenantId tenant, ConnectionId connection) {
        String username = "drop-" + shortId(connection);
        byte[] drawn = new byte[PASSWORD_BYTES];
        random.nextBytes(drawn);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        unitOfWork.execute(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO drop_account (tenant_id, connection_id, username, password_hash) VALUES (?, ?, ?, ?)
                        ON CONFLICT (tenant_id, connection_id) DO UPDATE SET password_hash = excluded.password_hash""")
                .params(tenant.value(), connection.value(), username, passwords.encode(password))
                .update());
        DropFolder folder = DropFolder.of(root, connection);
        try {
            folder.create();
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the drop folder " + folder.home(), e);
        }
        Ports now = ports.get();
        return new DropAccess(
                new Server(now.host(), now.ftp(), username, password),
                new Server(now.host(), now.sftp(), username, password),
                folder.home().toString());
    }

    /** The random end of the id: its beginning is the time. */
    private static String shortId(ConnectionId connection) {
        String id = connection.toString().replace("-", "");
        return id.substring(id.length() - 12);
    }
}
