package io.quayside.routes.deadletter;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.integrations.DeadLetters;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.DeliveryMessages;
import io.quayside.routes.Headers;
import io.quayside.routes.Stage;
import io.quayside.routes.jmsbatch.QueueMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts dead messages on the desk of their tenant. A letter's id follows from what it is, so the same message parked
 * twice is one letter, and a replay that fails again reopens the letter it came from.
 */
public final class DeadLetterDesk {
    /** Header of the stage whose dead-letter queue is read. */
    public static final String STAGE = "QsStage";

    /** Separates a delivery's own id from the number of its replay. */
    static final String REPLAY_MARK = "#r";

    /** Whose desk gets messages that name no tenant: the operators'. */
    private static final TenantId OPERATORS = new TenantId(new UUID(0, 0));

    private static final Logger log = LoggerFactory.getLogger(DeadLetterDesk.class);

    private final DeadLetters letters;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    public DeadLetterDesk(DeadLetters letters, UnitOfWork unitOfWork, Clock clock) {
        this.letters = letters;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    public void park(@Body List<QueueMessage> dead, @Header(STAGE) Stage stage) {
        for (QueueMessage message : dead) {
            TenantId tenant = read(message, Headers.TENANT, TenantId::of).orElse(OPERATORS);
            unitOfWork.execute(tenant, () -> {
                DeadLetter letter = letterOf(message, stage);
                letters.save(
                        tenant,
                        letters.find(tenant, letter.id())
                                .map(known -> again(known, letter))
                                .orElse(letter));
                log.warn("dead letter {} at {}: {}", letter.id(), stage, letter.reason());
            });
        }
    }

    private static DeadLetter again(DeadLetter known, DeadLetter now) {
        return known.withPayload(now.payload()).reopened(now.reason());
    }

    private DeadLetter letterOf(QueueMessage message, Stage stage) {
        Instant now = clock.instant();
        String reason = message.header(Headers.REASON);
        return new DeadLetter(
                identityOf(message, stage),
                stage.inChannelNames(),
                read(message, Headers.CONNECTION, ConnectionId::of).orElse(null),
                read(message, Headers.PLATFORM, Platform::new).orElse(null),
                withoutReplayMark(message.header(Headers.DELIVERY)),
                message.header(Headers.TOPIC),
                reason.isEmpty() ? "it was tried many times and never succeeded; see the log of that time" : reason,
                message.header(Headers.FIELD),
                message.header(Headers.DETAIL),
                message.body(),
                "application/json",
                receivedAt(message).orElse(now),
                now,
                DeadLetter.Status.OPEN,
                0,
                "");
    }

    private static UUID identityOf(QueueMessage message, Stage stage) {
        String delivery = withoutReplayMark(message.header(Headers.DELIVERY));
        String name = delivery.isEmpty()
                ? stage + "/" + Arrays.hashCode(message.body()) + "/" + message.body().length
                : stage + "/" + message.header(Headers.CONNECTION) + "/" + delivery;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static String withoutReplayMark(String deliveryId) {
        int mark = deliveryId.lastIndexOf(REPLAY_MARK);
        return mark < 0 ? deliveryId : deliveryId.substring(0, mark);
    }

    private static Optional<Instant> receivedAt(QueueMessage message) {
        try {
            return Optional.of(DeliveryMessages.instant(message.header(Headers.RECEIVED_AT)));
        } catch (NumberFormatException e) {
            return Optional.empty(); // not one of ours
        }
    }

    private static <T> Optional<T> read(QueueMessage message, String header, Function<String, @Nullable T> parse) {
        try {
            return Optional.ofNullable(parse.apply(message.header(header)));
        } catch (InvalidValue e) {
            return Optional.empty(); // a dead letter may well have lost its headers
        }
    }
}
