package io.quayside.app.integrations;

import io.quayside.domain.integrations.CarrierMapping;
import io.quayside.domain.integrations.CarrierMappings;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** {@link CarrierMappings} in PostgreSQL. */
@Repository
class JdbcCarrierMappings implements CarrierMappings {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    JdbcCarrierMappings(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<CarrierMapping> find(TenantId tenant, ConnectionId connection, String carrier) {
        return unitOfWork.run(tenant, () -> jdbc.sql("SELECT carrier, code, name FROM carrier_mapping"
                        + " WHERE tenant_id = ? AND connection_id = ? AND key = ?")
                .params(tenant.value(), connection.value(), CarrierMapping.key(carrier))
                .query(JdbcCarrierMappings::read)
                .optional());
    }

    @Override
    public List<CarrierMapping> list(TenantId tenant, ConnectionId connection) {
        return unitOfWork.run(tenant, () -> jdbc.sql("SELECT carrier, code, name FROM carrier_mapping"
                        + " WHERE tenant_id = ? AND connection_id = ? ORDER BY key")
                .params(tenant.value(), connection.value())
                .query(JdbcCarrierMappings::read)
                .list());
    }

    @Override
    public void replace(TenantId tenant, ConnectionId connection, List<CarrierMapping> mappings) {
        unitOfWork.execute(tenant, () -> {
            jdbc.sql("DELETE FROM carrier_mapping WHERE tenant_id = ? AND connection_id = ?")
                    .params(tenant.value(), connection.value())
                    .update();
            for (CarrierMapping mapping : mappings) {
                jdbc.sql("INSERT INTO carrier_mapping (tenant_id, connection_id, key, carrier, code, name)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")
                        .params(
                                tenant.value(),
                                connection.value(),
                                CarrierMapping.key(mapping.carrier()),
                                mapping.carrier(),
                                mapping.code(),
                                mapping.name())
                        .update();
            }
        });
    }

    private static CarrierMapping read(ResultSet row, int number) throws SQLException {
        return new CarrierMapping(row.getString("carrier"), row.getString("code"), row.getString("name"));
    }
}
