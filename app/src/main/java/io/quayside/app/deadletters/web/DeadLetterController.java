package io.quayside.app.deadletters.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.deadletters.persistence.JpaDeadLetters;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.DeadLetter.Status;
import io.quayside.domain.integrations.DeadLetters.Filter;
import io.quayside.domain.kernel.InvalidValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The dead-letter desk. */
@RestController
@RequestMapping("/api/v1/dead-letters")
class DeadLetterController {
    private static final String READ = "dead-letters:read";
    private static final String WRITE = "dead-letters:write";
    private static final int LARGEST_PAYLOAD = 5 << 20;
    private static final int LONGEST_REASON = 500;

    private final Desk desk;
    private final ObjectMapper json;

    DeadLetterController(Desk desk, ObjectMapper json) {
        this.desk = desk;
        this.json = json;
    }

    /** Which letters; what is absent does not narrow, but for the status, which is OPEN then. */
    record Selection(
            @Nullable String stage,
            @Nullable String connectionId,
            @Schema(description = "A part of the reason") @Nullable String reason,
            @Schema(description = "A group's cause, whole") @Nullable String cause,
            @Nullable String status) {
        Filter toFilter() {
            String anyStage = blankToNull(stage);
            return new Filter(
                    anyStage == null ? null : anyStage.toLowerCase(Locale.ROOT),
                    connection(blankToNull(connectionId)),
                    blankToNull(reason),
                    blankToNull(cause),
                    status(blankToNull(status)));
        }

        private static @Nullable ConnectionId connection(@Nullable String text) {
            try {
                return text == null ? null : ConnectionId.of(text);
            } catch (InvalidValue e) {
                throw Problem.invalid("connectionId", String.valueOf(e.getMessage()));
            }
        }

        private static Status status(@Nullable String text) {
            if (text == null) {
                return Status.OPEN;
            }
            return Arrays.stream(Status.values())
                    .filter(candidate -> candidate.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> Problem.invalid(
                            "status",
                            "'%s' is none of %s"
                                    .formatted(InvalidValue.excerpt(text), Arrays.toString(Status.values()))));
        }

        private static @Nullable String blankToNull(@Nullable String text) {
            return text == null || text.isBlank() ? null : text;
        }
    }

    /** Newest first, without payloads. */
    @GetMapping
    Page<DeadLetterResponse> list(Selection selection, PageRequest page, Merchant who) {
        who.require(READ);
        JpaDeadLetters.After after = page.after(2)
                .map(cursor -> new JpaDeadLetters.After(cursor.instant(0), cursor.uuid(1)))
                .orElse(null);
        return Page.of(
                        desk.page(who.tenant(), selection.toFilter(), after, page.size() + 1),
                        page.size(),
                        last -> Cursor.of(last.parkedAt(), last.id()))
                .map(DeadLetterResponse::inList);
    }

    @GetMapping("/groups")
    @Operation(
            summary = "Open letters grouped by cause, the largest group first",
            description = "Replay or discard a group with its stage, connectionId and cause as the filter.")
    JpaDeadLetters.Groups groups(Merchant who) {
        who.require(READ);
        return desk.groups(who.tenant());
    }

    @GetMapping("/{id}")
    DeadLetterResponse show(@PathVariable UUID id, Merchant who) {
        who.require(READ);
        return shown(id, who);
    }

    /** The body is the payload itself, or {@code {"payload": …}} with text, JSON, or Base64 when {@code encoding} says so. */
    @PutMapping("/{id}/payload")
    DeadLetterResponse mend(@PathVariable UUID id, @RequestBody byte[] body, Merchant who) {
        who.require(WRITE);
        byte[] payload = payloadIn(body);
        if (payload.length == 0 || payload.length > LARGEST_PAYLOAD) {
            throw Problem.invalid("payload", "has from 1 byte to 5 MiB");
        }
        desk.mend(who.tenant(), id, payload);
        return shown(id, who);
    }

    @PostMapping("/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeadLetterResponse replay(@PathVariable UUID id, Merchant who) {
        who.require(WRITE);
        desk.replay(who, id);
        return shown(id, who);
    }

    /** All open letters that match; the filter stands in the body or in the query. */
    @PostMapping("/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Desk.Replayed replayAll(
            Selection inQuery, @RequestBody(required = false) @Nullable Selection inBody, Merchant who) {
        who.require(WRITE);
        Filter filter = (inBody == null ? inQuery : inBody).toFilter();
        if (filter.status() != Status.OPEN) {
            throw Problem.invalid("status", "only open letters are replayed by filter");
        }
        return desk.replayAll(who, filter);
    }

    /**
     * @param filter which open letters
     * @param reason why nobody needs them
     */
    record DiscardAll(@Nullable Selection filter, @Nullable String reason) {}

    /** All open letters that match. */
    @PostMapping("/discard")
    @Operation(summary = "Discard all open letters that match, with a reason")
    Desk.Discarded discardAll(@RequestBody DiscardAll body, Merchant who) {
        who.require(WRITE);
        if (body.filter() == null) {
            throw Problem.invalid("filter", "is required: which letters; {} means every open one");
        }
        Filter filter = body.filter().toFilter();
        if (filter.status() != Status.OPEN) {
            throw Problem.invalid("status", "only open letters are discarded by filter");
        }
        return desk.discardAll(who, filter, checkedReason(body.reason()));
    }

    /** @param reason why nobody needs it */
    record Because(@Nullable String reason) {}

    @DeleteMapping("/{id}")
    DeadLetterResponse discard(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable Because body,
            Merchant who) {
        who.require(WRITE);
        String why = body != null && body.reason() != null ? body.reason() : reason;
        desk.discard(who, id, checkedReason(why));
        return shown(id, who);
    }

    private static String checkedReason(@Nullable String why) {
        if (why == null || why.isBlank() || why.length() > LONGEST_REASON) {
            throw Problem.invalid(
                    "reason", "is required: why nobody needs it, in 1 to %d characters".formatted(LONGEST_REASON));
        }
        return why.strip();
    }

    private DeadLetterResponse shown(UUID id, Merchant who) {
        return desk.show(who.tenant(), id)
                .map(DeadLetterResponse::whole)
                .orElseThrow(DeadLetterController::noSuchLetter);
    }

    private byte[] payloadIn(byte[] body) {
        JsonNode wrapper;
        try {
            wrapper = json.readTree(body);
        } catch (IOException e) {
            return body; // no JSON: the payload itself, mended or not
        }
        JsonNode payload = wrapper.path("payload");
        boolean wrapped =
                wrapper.isObject() && !payload.isMissingNode() && wrapper.size() == (wrapper.has("encoding") ? 2 : 1);
        if (!wrapped) {
            return body;
        }
        if (!payload.isTextual()) {
            return written(payload);
        }
        return "BASE64".equals(wrapper.path("encoding").asText())
                ? decoded(payload.textValue())
                : payload.textValue().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] written(JsonNode payload) {
        try {
            return json.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("payload", "is not valid Base64");
        }
    }

    static Problem noSuchLetter() {
        return Problem.notFound("dead letter");
    }
}
