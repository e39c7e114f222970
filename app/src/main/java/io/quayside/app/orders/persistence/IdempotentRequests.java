package io.quayside.app.orders.persistence;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderId;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives the first answer again when a request comes a second time. Key, effect and answer commit together; requests
 * with the same key wait for each other, so that of any number at the same moment one has an effect.
 */
@Component
public class IdempotentRequests {
    /** Keeps our advisory locks apart from those of others, which use another first number. */
    private static final int LOCK_SPACE = 0x1de3;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Clock clock;

    IdempotentRequests(UnitOfWork unitOfWork, JdbcClient jdbc, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param body as it was sent the first time, JSON */
    public record Answer(OrderId order, String body) {}

    /** @param repeated whether the request had been answered before */
    public record Outcome(Answer answer, boolean repeated) {}

    /**
     * Does the work, unless the key was used before.
     *
     * @param hash of the request; equal for equal requests
     * @throws KeyReused when the key was used for another request
     */
    public Outcome once(TenantId tenant, String key, byte[] hash, Supplier<Answer> work) {
        return unitOfWork.run(tenant, () -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(:space, hashtext(:key))")
                    .param("space", LOCK_SPACE)
                    .param("key", tenant + "/" + key)
                    .query(row -> {});
            return earlier(tenant, key, hash)
                    .map(answer -> new Outcome(answer, true))
                    .orElseGet(() -> new Outcome(first(tenant, key, hash, work), false));
        });
    }

    private Optional<Answer> earlier(TenantId tenant, String key, byte[] hash) {
        record Row(byte[] hash, Answer answer) {}
        return jdbc.sql("SELECT request_hash, order_id, answer FROM idempotent_request"
                        + " WHERE tenant_id = :tenant AND key = :key")
                .param("tenant", tenant.value())
                .param("key", key)
                .query((row, number) -> new Row(
                        row.getBytes("request_hash"),
                        new Answer(OrderId.of(row.getString("order_id")), row.getString("answer"))))
                .optional()
                .map(row -> {
                    if (!MessageDigest.isEqual(row.hash(), hash)) {
                        throw new KeyReused();
                    }
                    return row.answer();
                });
    }

    private Answer first(TenantId tenant, String key, byte[] hash, Supplier<Answer> work) {
        Answer answer = work.get();
        jdbc.sql("INSERT INTO idempotent_request (tenant_id, key, request_hash, order_id, created_at, answer)"
                        + " VALUES (:tenant, :key, :hash, :order, :now, :answer)")
                .param("tenant", tenant.value())
                .param("key", key)
                .param("hash", hash)
                .param("order", answer.order().value())
                .param("now", Timestamp.from(clock.instant()))
                .param("answer", answer.body())
                .update();
        return answer;
    }

    /** The key belongs to another request. */
    public static final class KeyReused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KeyReused() {
            super("the idempotency key was used for another request");
        }
    }
}
