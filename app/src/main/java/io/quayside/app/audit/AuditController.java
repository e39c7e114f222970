package io.quayside.app.audit;

import io.quayside.app.audit.AuditTrail.Entry;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.security.Merchant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail, for those who may do everything. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit")
class AuditController {
    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping
    @Operation(summary = "Who changed what, newest first")
    Page<Entry> list(@ParameterObject PageRequest page, Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        return trail.list(who.tenant(), page);
    }
}
