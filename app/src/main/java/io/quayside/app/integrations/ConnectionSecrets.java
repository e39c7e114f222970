package io.quayside.app.integrations;

import io.quayside.app.security.SecretCipher;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Credentials of connections: encrypted before they reach the database, each bound to its place there. */
@Component
class ConnectionSecrets {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final SecretCipher cipher;

    ConnectionSecrets(UnitOfWork unitOfWork, JdbcClient jdbc, SecretCipher cipher) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    Map<String, String> read(TenantId tenant, ConnectionId connection) {
        Map<String, String> secrets = new LinkedHashMap<>();
        unitOfWork.run(tenant, () -> {
            jdbc.sql("SELECT name, ciphertext FROM connection_secret WHERE tenant_id = ? AND connection_id = ?")
                    .params(tenant.value(), connection.value())
                    .query(row -> {
                        String name = row.getString("name");
                        secrets.put(name, cipher.decrypt(row.getBytes("ciphertext"), place(connection, name)));
                    });
            return secrets;
        });
        return secrets;
    }

    /** These and no others. */
    void replace(TenantId tenant, ConnectionId connection, Map<String, String> secrets) {
        unitOfWork.run(tenant, () -> {
            erase(tenant, connection);
            secrets.forEach((name, value) -> jdbc.sql(
                            """
                            INSERT INTO connection_secret (tenant_id, connection_id, name, ciphertext)
                            VALUES (?, ?, ?, ?)""")
                    .params(tenant.value(), connection.value(), name, cipher.encrypt(value, place(connection, name)))
                    .update());
            return secrets;
        });
    }

    void erase(TenantId tenant, ConnectionId connection) {
        unitOfWork.run(tenant, () -> jdbc.sql("DELETE FROM connection_secret WHERE tenant_id = ? AND connection_id = ?")
                .params(tenant.value(), connection.value())
                .update());
    }

    private static String place(ConnectionId connection, String name) {
        return connection + "/" + name;
    }
}
