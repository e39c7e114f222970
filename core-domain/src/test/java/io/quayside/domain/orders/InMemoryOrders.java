package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.InMemoryUnitOfWork;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps states, so that an order changed but not saved stays as it was. One tenant. */
public final class InMemoryOrders implements Orders {
    private static final Comparator<Order> OLDEST_FIRST = Comparator.comparing(Order::placedAt)
            .thenComparing(order -> order.id().value());

    private final InMemoryUnitOfWork unitOfWork;
    private Map<OrderId, OrderState> states = new LinkedHashMap<>();
    private int saves;

    public InMemoryOrders(InMemoryUnitOfWork unitOfWork) {
        this.unitOfWork = unitOfWork;
        unitOfWork.register(() -> {
            Map<OrderId, OrderState> before = new LinkedHashMap<>(states);
            return () -> states = before;
        });
    }

    @Override
    public Map<OrderKey, Order> lock(TenantId tenant, Collection<OrderKey> keys) {
        unitOfWork.orderLock();
        Map<OrderKey, Order> found = new HashMap<>();
        all(order -> keys.contains(order.key())).forEach(order -> found.put(order.key(), order));
        return found;
    }

    @Override
    public List<Order> lockById(TenantId tenant, Collection<OrderId> ids) {
        unitOfWork.orderLock();
        return all(order -> ids.contains(order.id()));
    }

    @Override
    public Optional<Order> find(TenantId tenant, OrderId id) {
        return Optional.ofNullable(states.get(id)).map(Order::restore);
    }

    @Override
    public void save(TenantId tenant, Collection<Order> orders) {
        unitOfWork.requireRunning();
        saves++;
        for (Order order : orders) {
            OrderState stored = states.get(order.id());
            long current = stored == null ? 0 : stored.version();
            if (current != order.storedVersion()) {
                throw new StaleOrder(order.id(), order.storedVersion(), current);
            }
            if (order.state().version() != current + 1) {
                throw new AssertionError("version " + order.state().version() + " saved over " + current);
            }
            states.put(order.id(), order.state());
        }
    }

    @Override
    public List<OrderId> undecided(TenantId tenant, ConnectionId connection, @Nullable OrderId after, int limit) {
        Comparator<Order> byId = Comparator.comparing(order -> order.id().value());
        return ids(
                order -> order.state().connectionId().equals(connection)
                        && (order.state().decisions().isIgnored()
                                || order.state().doneAt().isEmpty())
                        && (after == null || order.id().value().compareTo(after.value()) > 0),
                byId,
                limit);
    }

    @Override
    public List<OrderId> waitingFor(TenantId tenant, Sku sku, @Nullable OrderId after, int limit) {
        Optional<Order> last = Optional.ofNullable(after).flatMap(id -> find(tenant, id));
        return ids(
                order -> order.demands().stream()
                                .anyMatch(demand -> demand.sku().equals(sku)
                                        && !demand.missing().isZero())
                        && last.filter(known -> OLDEST_FIRST.compare(order, known) <= 0)
                                .isEmpty(),
                OLDEST_FIRST,
                limit);
    }

    @Override
    public List<OrderId> concerned(TenantId tenant, Concerned concerned, @Nullable OrderId after, int limit) {
        return ids(
                order -> isConcerned(order, concerned)
                        && (after == null || order.id().value().compareTo(after.value()) > 0),
                Comparator.comparing(order -> order.id().value()),
                limit);
    }

    private static boolean isConcerned(Order order, Concerned concerned) {
        if (concerned instanceof Concerned.Anyhow) {
            return !order.demands().isEmpty() || !order.openItems().isEmpty();
        }
        if (concerned instanceof Concerned.Selling selling) {
            return order.questions().stream()
                    .anyMatch(question -> question.names().stream().anyMatch(selling.items()::contains));
        }
        if (concerned instanceof Concerned.Wanting wanting) {
            return order.demands().stream().anyMatch(demand -> demand.sku().equals(wanting.product()))
                    || order.openItems().stream()
                            .anyMatch(item -> wanting.product().equals(item.product()));
        }
        Concerned.Named named = (Concerned.Named) concerned;
        return order.openItems().stream()
                .anyMatch(item ->
                        item.item().name().equalsIgnoreCase(named.product().value())
                                || named.barcode() != null
                                        && item.waiting()
                                        && named.barcode().equals(item.barcode()));
    }

    @Override
    public List<OrderId> holdingStock(TenantId tenant, Sku sku, LocationId location, int limit) {
        return ids(
                order -> order.state().allocations().stream()
                        .anyMatch(held ->
                                held.sku().equals(sku) && held.location().equals(location)),
                OLDEST_FIRST.reversed(),
                limit);
    }

    private List<OrderId> ids(Predicate<Order> wanted, Comparator<Order> sequence, int limit) {
        unitOfWork.requireRunning();
        return all(wanted).stream().sorted(sequence).limit(limit).map(Order::id).toList();
    }

    private List<Order> all(Predicate<Order> wanted) {
        return states.values().stream().map(Order::restore).filter(wanted).toList();
    }

    /** For looking at from outside. */
    public List<OrderState> states() {
        return List.copyOf(states.values());
    }

    public int saves() {
        return saves;
    }
}
