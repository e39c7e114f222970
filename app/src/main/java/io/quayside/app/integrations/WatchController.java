package io.quayside.app.integrations;

import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.ConnectionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How well a connection works: its limits, its completeness, the stock that its channel knows. */
@RestController
@RequestMapping("/api/v1/integrations/{id}")
@Tag(name = "Integrations")
class WatchController {
    private static final String READ = "integrations:read";
    private final ConnectionDesk desk;
    private final JdbcSharedLimits limits;
    private final Completeness completeness;
    private final ConnectionWatch watch;
    private final ToldStock stock;

    WatchController(
            ConnectionDesk desk,
            JdbcSharedLimits limits,
            Completeness completeness,
            ConnectionWatch watch,
            ToldStock stock) {
        this.desk = desk;
        this.limits = limits;
        this.completeness = completeness;
        this.watch = watch;
        this.stock = stock;
    }

    @GetMapping("/limits")
    @Operation(summary = "What may still be asked of the platform, over all instances, and its circuit breaker")
    JdbcSharedLimits.Limits limits(@PathVariable ConnectionId id, Merchant who) {
        who.require(READ);
        desk.find(who.tenant(), id);
        return limits.of(who.tenant(), id);
    }

    @GetMapping("/completeness")
    @Operation(summary = "The platform's orders against those here, hour by hour, newest first")
    Certificate completeness(@PathVariable ConnectionId id, @ParameterObject PageRequest page, Merchant who) {
        who.require(READ);
        desk.find(who.tenant(), id);
        Page<HourResponse> hours = completeness.list(who.tenant(), id, page).map(HourResponse::of);
        return new Certificate(completeness.totals(who.tenant(), id), hours.items(), hours.nextCursor());
    }

    @PostMapping("/completeness")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Count now, in the background")
    void count(@PathVariable ConnectionId id, Merchant who) {
        who.require("integrations:write");
        desk.find(who.tenant(), id);
        watch.countAgain(who.tenant(), id, null);
    }

    @GetMapping("/stock")
    @Operation(summary = "What the channel was told of each SKU, and what it confirmed")
    Page<ToldStock.Level> stock(@PathVariable ConnectionId id, @ParameterObject PageRequest page, Merchant who) {
        who.require(READ);
        desk.find(who.tenant(), id);
        List<ToldStock.Level> found = stock.list(
                who.tenant(), id, page.after(1).map(cursor -> cursor.text(0)).orElse(""), page.size() + 1);
        return Page.of(found, page.size(), last -> Cursor.of(last.sku().value()));
    }

    record Certificate(Completeness.Totals totals, List<HourResponse> items, @Nullable String nextCursor) {}

    /** @param missingIds the platform's ids of the missing orders, at most 1,000 */
    record HourResponse(
            Instant hour,
            int seen,
            int held,
            int explained,
            int missing,
            List<String> missingIds,
            int repaired,
            int checks,
            Instant checkedAt,
            Completeness.Status status) {
        static HourResponse of(Completeness.Hour hour) {
            return new HourResponse(
                    hour.hour(),
                    hour.seen(),
                    hour.held(),
                    hour.explained(),
                    hour.seen() - hour.held() - hour.explained(),
                    hour.missing(),
                    hour.repaired(),
                    hour.checks(),
                    hour.checkedAt(),
                    hour.status());
        }
    }
}
