package io.quayside.app.writeback;

import io.quayside.connectors.spi.StockSink;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.inventory.StockRule;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.StockWrites;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** {@link StockWrites} in PostgreSQL. */
@Repository
class JdbcStockWrites implements StockWrites {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final StockListings listings;
    private final Connections connections;

    JdbcStockWrites(UnitOfWork unitOfWork, JdbcClient jdbc, StockListings listings, Connections connections) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.listings = listings;
        this.connections = connections;
    }

    private record Pushed(String sku, long changes, int attempts) {}

    @Override
    public List<StockWrite> due(Due due, int most) {
        return unitOfWork.run(due.tenant(), () -> {
            List<Pushed> pushed = jdbc.sql(
                            """
                            SELECT sku, changes, attempts FROM stock_push
                            WHERE tenant_id = ? AND connection_id = ? AND due_at <= now() ORDER BY due_at, sku LIMIT ?""")
                    .params(due.tenant().value(), due.connection().value(), most)
                    .query((row, number) -> new Pushed(row.getString(1), row.getLong(2), row.getInt(3)))
                    .list();
            List<String> names = pushed.stream().map(Pushed::sku).toList();
            Map<String, Integer> promised = promised(due, names);
            StockRule rule = connections
                    .find(due.tenant(), due.connection())
                    .map(connection -> StockRule.of(connection.settings()))
                    .orElse(StockRule.ALL);
            Map<String, Integer> levels = listings.levels(due.tenant(), due.connection(), names, rule);
            return pushed.stream()
                    .filter(push -> levels.containsKey(push.sku()))
                    .map(push -> new StockWrite(
                            new Sku(push.sku()),
                            levels.getOrDefault(push.sku(), 0),
                            promised.getOrDefault(push.sku(), 0),
                            push.changes(),
                            push.attempts()))
                    .toList();
        });
    }

    /** What open orders of the connection wait for, by the channel's own names. */
    private Map<String, Integer> promised(Due due, List<String> names) {
        Map<String, Integer> promised = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT sku, greatest(0, sum(units))::int FROM (
                            SELECT d.sku, d.wanted AS units FROM order_demand d
                            JOIN orders o ON o.tenant_id = d.tenant_id AND o.id = d.order_id
                            WHERE d.tenant_id = :tenant AND d.sku = ANY (:names::text[]) AND o.connection_id = :connection
                            UNION ALL -- less what was sold by another name, or in a bundle
                            SELECT coalesce(b.sku, i.product_sku), -i.units * coalesce(b.quantity, 1) FROM order_open_item i
                            LEFT JOIN bundle_component b ON b.tenant_id = i.tenant_id AND b.bundle_sku = i.product_sku
                            WHERE i.tenant_id = :tenant AND i.connection_id = :connection
                              AND coalesce(b.sku, i.product_sku) = ANY (:names::text[])
                            UNION ALL
                            SELECT i.name, i.units FROM order_open_item i
                            WHERE i.tenant_id = :tenant AND i.connection_id = :connection AND i.kind = 'SKU'
                              AND i.name = ANY (:names::text[])) AS wanted GROUP BY sku""")
                .param("tenant", due.tenant().value())
                .param("names", names.toArray(String[]::new))
                .param("connection", due.connection().value())
                .query(row -> {
                    promised.put(row.getString(1), row.getInt(2));
                });
        return promised;
    }

    @Override
    public void told(Due due, List<StockWrite> writes, List<StockSink.Result> results) {
        // in the order of StockListings, which would wait for us while we wait for it
        List<Integer> bySku = IntStream.range(0, writes.size())
                .boxed()
                .sorted(Comparator.comparing(i -> writes.get(i).sku()))
                .toList();
        unitOfWork.execute(due.tenant(), () -> {
            for (int i : bySku) {
                StockWrite write = writes.get(i);
                Optional<String> problem = results.get(i).problem();
                jdbc.sql(
                                """
                                UPDATE stock_push SET pushed_level = :level, pushed_at = now(),
                                    level = CASE WHEN :good THEN :level ELSE level END,
                                    confirmed_at = CASE WHEN :good THEN now() ELSE confirmed_at END,
                                    due_since = CASE WHEN NOT :good THEN due_since WHEN changes <> :changes THEN now() END,
                                    problem = left(:problem, 1000), attempts = 0,
                                    due_at = CASE WHEN changes = :changes THEN NULL
                                        ELSE now() + make_interval(secs => :rest) END
                                WHERE tenant_id = :tenant AND connection_id = :connection AND sku = :sku""")
                        .param("good", problem.isEmpty())
                        .param("rest", StockListings.REST_SECONDS)
                        .param("level", write.level())
                        .param("problem", problem.orElse(""))
                        .param("changes", write.changes())
                        .param("tenant", due.tenant().value())
                        .param("connection", due.connection().value())
                        .param("sku", write.sku().value())
                        .update();
            }
        });
    }

    @Override
    public void later(Due due, List<StockWrite> writes, Duration wait, boolean counted, String problem) {
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                WITH locked AS (SELECT tenant_id, connection_id, sku FROM stock_push
                                    WHERE tenant_id = ? AND connection_id = ? AND sku = ANY (?::text[])
                                    ORDER BY sku FOR UPDATE)
                                UPDATE stock_push p SET due_at = now() + ?::interval,
                                    attempts = attempts + ?, problem = left(?, 1000)
                                FROM locked l WHERE p.tenant_id = l.tenant_id AND p.connection_id = l.connection_id
                                    AND p.sku = l.sku""")
                .params(
                        due.tenant().value(),
                        due.connection().value(),
                        writes.stream().map(write -> write.sku().value()).toArray(String[]::new),
                        wait.toString(),
                        counted ? 1 : 0,
                        problem)
                .update());
    }
}
