package io.quayside.app.orders.web;

import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.MerchantAllocationRules;
import io.quayside.app.security.Merchant;
import io.quayside.domain.orders.AllocationRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the merchant wants when stock does not suffice for a whole order. */
@RestController
@RequestMapping("/api/v1/allocation-rule")
@Tag(name = "Orders")
class AllocationRuleController {
    private final MerchantAllocationRules rules;

    AllocationRuleController(MerchantAllocationRules rules) {
        this.rules = rules;
    }

    /** What is in force. */
    record Chosen(AllocationRule rule) {}

    /** @param rule {@code PARTIAL} or {@code ALL_OR_NOTHING} */
    record Choice(@Nullable String rule) {}

    @GetMapping
    @Operation(operationId = "showAllocationRule", summary = "Whether an order takes a part of what it wants of stock")
    Chosen show(Merchant who) {
        who.require(OrderController.READ);
        return new Chosen(rules.of(who.tenant()));
    }

    @PutMapping
    @Operation(
            operationId = "chooseAllocationRule",
            summary = "Choose it",
            description = "Holds for an order from the next time that something changes about it or its stock.")
    Chosen choose(@RequestBody Choice choice, Merchant who) {
        who.require(OrderController.WRITE);
        AllocationRule rule = Arrays.stream(AllocationRule.values())
                .filter(known -> known.name().equals(choice.rule()))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("rule", "is PARTIAL or ALL_OR_NOTHING"));
        rules.choose(who.tenant(), rule);
        return new Chosen(rule);
    }
}
