package io.quayside.app.alerts;

import io.quayside.app.alerts.Alerts.Alert;
import io.quayside.app.integrations.PublicUrl;
import io.quayside.app.mail.Mail;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks for what is wrong, and writes to the people of the merchants concerned: one letter for everything that is new. */
@Component
@EnableScheduling
class AlertLetters {
    private static final Logger LOG = LoggerFactory.getLogger(AlertLetters.class);
    private static final int MOST_LINES = 20;
    private final Alerts alerts;
    private final AlertChoices choices;
    private final Users users;
    private final Mail mail;
    private final PublicUrl publicUrl;

    AlertLetters(Alerts alerts, AlertChoices choices, Users users, Mail mail, PublicUrl publicUrl) {
        this.alerts = alerts;
        this.choices = choices;
        this.users = users;
        this.mail = mail;
        this.publicUrl = publicUrl;
    }

    /** One merchant's trouble keeps no other from being told. */
    @Scheduled(fixedDelayString = "${quayside.alerts.check-every:30s}")
    void look() {
        try {
            for (TenantId tenant : alerts.concerned()) {
                look(tenant);
            }
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("alerts are looked for again later: {}", away.getMessage());
        }
    }

    private void look(TenantId tenant) {
        try {
            alerts.refresh(tenant);
            if (mail.isOn()) {
                users.list(tenant).forEach(this::write);
            }
        } catch (DataAccessException | TransactionException failed) {
            LOG.warn("the alerts of merchant {} are looked for again later", tenant, failed);
        }
    }

    private void write(User user) {
        List<Alert> news = choices.claim(user);
        if (!news.isEmpty() && mail.send(user.email(), subject(news), text(news))) {
            choices.told(user, news);
        }
    }

    private static String subject(List<Alert> news) {
        return news.size() == 1
                ? "Quayside: " + news.get(0).detail()
                : "Quayside: %d things need you".formatted(news.size());
    }

    private String text(List<Alert> news) {
        Map<AlertKind, List<Alert>> byKind = news.stream()
                .collect(Collectors.groupingBy(Alert::kind, () -> new EnumMap<>(AlertKind.class), Collectors.toList()));
        StringBuilder text = new StringBuilder();
        byKind.forEach((kind, found) -> {
            text.append(kind.heading()).append("\n");
            found.stream()
                    .limit(MOST_LINES)
                    .forEach(alert -> text.append("  - ").append(alert.detail()).append("\n"));
            if (found.size() > MOST_LINES) {
                text.append("  … and %d more%n".formatted(found.size() - MOST_LINES));
            }
            text.append("  ").append(publicUrl.base()).append(pageOf(kind)).append("\n\n");
        });
        return text.append(
                        "What you are told of and how often: %s/settings/notifications%n".formatted(publicUrl.base()))
                .toString();
    }

    private static String pageOf(AlertKind kind) {
        return switch (kind) {
            case CONNECTION_BROKEN, CONNECTION_ALARM -> "/channels";
            case DEAD_LETTERS -> "/problems";
            case LOW_STOCK -> "/inventory?low=true";
            case WEBHOOK_DISABLED -> "/settings/webhooks";
        };
    }
}
