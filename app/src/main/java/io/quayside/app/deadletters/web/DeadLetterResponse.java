package io.quayside.app.deadletters.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.deadletters.persistence.StoredLetter;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.integrations.Platform;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the API tells it.
 *
 * @param payload absent in lists
 * @param original what was received, when a person has edited the payload since; absent in lists
 * @param resolvedBy who replayed or discarded it last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeadLetterResponse(
        UUID id,
        String stage,
        @Nullable ConnectionId connectionId,
        @Nullable Platform platform,
        String deliveryId,
        String topic,
        String reason,
        String field,
        String detail,
        DeadLetter.Status status,
        int replays,
        String resolution,
        Instant receivedAt,
        Instant parkedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant resolvedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resolvedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String contentType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String payload,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Encoding encoding,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String original,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Encoding originalEncoding) {

    /** How bytes are written in JSON: as the text they are, or in Base64 when they are none. */
    enum Encoding {
        UTF_8,
        BASE64
    }

    static DeadLetterResponse inList(DeadLetter letter) {
        return of(letter, null, null, null, null, null);
    }

    static DeadLetterResponse whole(StoredLetter stored) {
        byte[] original = stored.original();
        return of(
                stored.letter(),
                Written.of(stored.letter().payload()),
                original == null ? null : Written.of(original),
                stored.letter().contentType(),
                stored.resolvedAt(),
                stored.resolvedAt() == null ? null : stored.resolvedBy());
    }

    private static DeadLetterResponse of(
            DeadLetter letter,
            @Nullable Written payload,
            @Nullable Written original,
            @Nullable String contentType,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy) {
        return new DeadLetterResponse(
                letter.id(),
                letter.stage(),
                letter.connectionId(),
                letter.platform(),
                letter.deliveryId(),
                letter.topic(),
                letter.reason(),
                letter.field(),
                letter.detail(),
                letter.status(),
                letter.replays(),
                letter.resolution(),
                letter.receivedAt(),
                letter.parkedAt(),
                resolvedAt,
                resolvedBy,
                contentType,
                payload == null ? null : payload.text(),
                payload == null ? null : payload.encoding(),
                original == null ? null : original.text(),
                original == null ? null : original.encoding());
    }

    private record Written(String text, Encoding encoding) {
        static Written of(byte[] bytes) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return new Written(text, Encoding.UTF_8);
            } catch (CharacterCodingException e) {
                return new Written(Base64.getEncoder().encodeToString(bytes), Encoding.BASE64);
            }
        }
    }
}
