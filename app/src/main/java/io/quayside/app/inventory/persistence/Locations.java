package io.quayside.app.inventory.persistence;

import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** The places that hold a merchant's stock. {@link LocationId#MAIN} is always one of them. */
@Repository
public class Locations {
    private static final Location MAIN = new Location(LocationId.MAIN, "Main location", Location.LAST);

    private final UnitOfWork unitOfWork;
    private final EntityManager entities;

    Locations(UnitOfWork unitOfWork, EntityManager entities) {
        this.unitOfWork = unitOfWork;
        this.entities = entities;
    }

    /**
     * @param name 1 to 100 characters
     * @param priority stock is drawn from the lowest first; 0 to 1,000
     */
    public record Location(LocationId id, String name, int priority) {
        /** Where a location stands that nobody ranked. */
        public static final int LAST = 100;

        /** @throws InvalidValue when the name or the priority is out of range */
        public Location {
            name = name.strip();
            if (name.isEmpty() || name.length() > 100) {
                throw new InvalidValue("a location's name has 1 to 100 characters");
            }
            if (priority < 0 || priority > 1_000) {
                throw new InvalidValue("a location's priority is from 0 to 1000");
            }
        }
    }

    /** In the order in which stock is drawn from them. */
    public List<Location> list(TenantId tenant) {
        List<Location> stored = unitOfWork.run(tenant, () -> entities
                .createQuery(
                        "from LocationEntity where key.tenant = :tenant order by priority, key.id",
                        LocationEntity.class)
                .setParameter("tenant", tenant.value())
                .getResultList()
                .stream()
                .map(LocationEntity::toDomain)
                .toList());
        if (stored.stream().anyMatch(location -> location.id().equals(LocationId.MAIN))) {
            return stored;
        }
        List<Location> all = new ArrayList<>(stored);
        all.add(MAIN);
        return all;
    }

    public boolean exists(TenantId tenant, LocationId id) {
        return find(tenant, id).isPresent();
    }

    public Optional<Location> find(TenantId tenant, LocationId id) {
        Optional<Location> stored = unitOfWork.run(tenant, () -> Optional.ofNullable(
                        entities.find(LocationEntity.class, LocationEntity.Key.of(tenant, id)))
                .map(LocationEntity::toDomain));
        return stored.or(() -> id.equals(LocationId.MAIN) ? Optional.of(MAIN) : Optional.empty());
    }

    /** Adds the location or replaces the one with its id; true when it was added. */
    public boolean save(TenantId tenant, Location location) {
        return unitOfWork.run(tenant, () -> {
            LocationEntity known = entities.find(LocationEntity.class, LocationEntity.Key.of(tenant, location.id()));
            if (known == null) {
                entities.persist(new LocationEntity(tenant, location));
                return true;
            }
            known.become(location);
            return false;
        });
    }
}
