package io.quayside.app.orders.web;

import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.JdbcReviews;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.Flag.Code;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.ResolveReview;
import io.quayside.domain.orders.Review;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Contradictions that a person is to look at. */
@RestController
@RequestMapping("/api/v1/reviews")
@Tag(name = "Reviews")
class ReviewController {
    private static final String READ = "reviews:read";
    private static final String WRITE = "reviews:write";

    private final JdbcReviews reviews;
    private final ResolveReview resolveReview;

    ReviewController(JdbcReviews reviews, ResolveReview resolveReview) {
        this.reviews = reviews;
        this.resolveReview = resolveReview;
    }

    /** @param status open ones when absent */
    record ReviewSelection(
            @Nullable List<Review.Status> status,
            @Nullable Code code,
            @Nullable UUID connectionId,
            @Nullable UUID orderId) {
        JdbcReviews.Selection toSelection() {
            return new JdbcReviews.Selection(
                    status == null || status.isEmpty() ? Set.of(Review.Status.OPEN) : Set.copyOf(status),
                    code,
                    connectionId == null ? null : new ConnectionId(connectionId),
                    orderId == null ? null : new OrderId(orderId));
        }
    }

    /** @param note what came of it */
    record Resolution(@Nullable String note) {}

    @GetMapping
    @Operation(operationId = "listReviews", summary = "Contradictions that a person is to look at, newest first")
    Page<Review> list(@ParameterObject ReviewSelection selection, @ParameterObject PageRequest page, Merchant who) {
        who.require(READ);
        JdbcReviews.After after = page.after(2)
                .map(cursor -> new JdbcReviews.After(cursor.instant(0), cursor.uuid(1)))
                .orElse(null);
        return Page.of(
                reviews.page(who.tenant(), selection.toSelection(), after, page.size() + 1),
                page.size(),
                last -> Cursor.of(last.openedAt(), last.id()));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "showReview", summary = "A review")
    Review show(@PathVariable UUID id, Merchant who) {
        who.require(READ);
        return reviews.find(who.tenant(), id).orElseThrow(ReviewController::noSuchReview);
    }

    @PostMapping("/{id}/resolve")
    @Operation(
            operationId = "resolveReview",
            summary = "Say what came of it",
            description = "The flag behind it no longer holds the order; the note stays in the order's timeline.")
    Review resolve(@PathVariable UUID id, @RequestBody Resolution resolution, Merchant who) {
        who.require(WRITE);
        try {
            return resolveReview
                    .resolve(who.tenant(), id, resolution.note() == null ? "" : resolution.note(), who.name())
                    .orElseThrow(ReviewController::noSuchReview);
        } catch (InvalidValue e) {
            throw Problem.invalid("note", String.valueOf(e.getMessage()));
        }
    }

    private static Problem noSuchReview() {
        return Problem.notFound("review");
    }
}
