package io.quayside.app.alerts;

import io.quayside.app.alerts.AlertChoices.Choice;
import io.quayside.app.alerts.Alerts.Alert;
import io.quayside.app.http.Page;
import io.quayside.app.http.Problem;
import io.quayside.app.mail.Mail;
import io.quayside.app.security.Merchant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong now, and who is told of it. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Alerts")
class AlertController {
    private static final int LONGEST_MINUTES = 24 * 60;
    private final Alerts alerts;
    private final AlertChoices choices;
    private final Mail mail;

    AlertController(Alerts alerts, AlertChoices choices, Mail mail) {
        this.alerts = alerts;
        this.choices = choices;
        this.mail = mail;
    }

    @GetMapping("/alerts")
    @Operation(summary = "What needs somebody now, newest first; each ends by itself once it is mended")
    Page<Alert> list(Merchant who) {
        who.require("integrations:read");
        return new Page<>(alerts.list(who.tenant()), null);
    }

    @GetMapping("/me/notifications")
    @Operation(summary = "Which alerts come to me by e-mail")
    Notifications mine(Merchant who) {
        return Notifications.of(choices.of(who.tenant(), who.person()), mail.isOn());
    }

    @PutMapping("/me/notifications")
    @Operation(summary = "Choose which alerts come to me by e-mail")
    Notifications choose(@Valid @RequestBody NotificationChoice request, Merchant who) {
        if (request.everyMinutes() < 1 || request.everyMinutes() > LONGEST_MINUTES) {
            throw Problem.invalid("everyMinutes", "must be from 1 to " + LONGEST_MINUTES);
        }
        Choice choice = new Choice(request.kinds(), request.everyMinutes());
        choices.choose(who.tenant(), who.person(), choice);
        return Notifications.of(choice, mail.isOn());
    }

    record NotificationChoice(@NotNull Set<AlertKind> kinds, int everyMinutes) {}

    /**
     * @param everyMinutes at most one e-mail in this time
     * @param mailWorks whether this installation sends e-mail at all
     */
    record Notifications(Set<AlertKind> kinds, int everyMinutes, boolean mailWorks) {
        static Notifications of(Choice choice, boolean mailWorks) {
            return new Notifications(new java.util.TreeSet<>(choice.kinds()), choice.everyMinutes(), mailWorks);
        }
    }
}
