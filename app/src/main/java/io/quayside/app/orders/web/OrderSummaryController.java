package io.quayside.app.orders.web;

import io.quayside.app.orders.persistence.OrderCounts;
import io.quayside.app.security.Merchant;
import io.quayside.domain.orders.OrderStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The figures at the head of the order list. */
@RestController
@Tag(name = "Orders")
class OrderSummaryController {
    private final OrderCounts counts;

    OrderSummaryController(OrderCounts counts) {
        this.counts = counts;
    }

    /** @param atLeast whether there are more: counting ends at 10,000 */
    record Count(int count, boolean atLeast) {
        static Count of(int counted) {
            return new Count(Math.min(counted, OrderCounts.MOST), counted > OrderCounts.MOST);
        }
    }

    record StatusCount(OrderStatus status, int count, boolean atLeast) {}

    /**
     * @param statuses every status, also those without orders
     * @param openReviews contradictions that a person is to look at
     * @param openDeadLetters what could not be processed
     */
    record OrderSummary(List<StatusCount> statuses, Count openReviews, Count openDeadLetters) {}

    @GetMapping("/api/v1/orders/summary")
    @Operation(operationId = "summarizeOrders", summary = "How many orders stand where, and what waits for a person")
    OrderSummary summary(Merchant who) {
        who.require(OrderController.READ);
        return new OrderSummary(
                counts.byStatus(who.tenant()).entrySet().stream()
                        .map(entry -> {
                            Count count = Count.of(entry.getValue());
                            return new StatusCount(entry.getKey(), count.count(), count.atLeast());
                        })
                        .toList(),
                Count.of(counts.openReviews(who.tenant())),
                Count.of(counts.openDeadLetters(who.tenant())));
    }
}
