package io.quayside.app.onboarding;

import io.quayside.app.security.Merchant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The first steps of a merchant. */
@RestController
@Tag(name = "Getting started")
class OnboardingController {
    private final Progress progress;

    OnboardingController(Progress progress) {
        this.progress = progress;
    }

    @GetMapping("/api/v1/onboarding")
    @Operation(summary = "What a new merchant has done and still has to do")
    Progress.Onboarding show(Merchant who) {
        who.require("integrations:read");
        return progress.of(who.tenant());
    }
}
