package io.quayside.app.mail;

import io.quayside.domain.tenancy.EmailAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Sends plain letters. Thread-safe. */
@Component
@EnableConfigurationProperties(MailSettings.class)
public class Mail {
    private static final Logger LOG = LoggerFactory.getLogger(Mail.class);
    private final ObjectProvider<JavaMailSender> sender;
    private final MailSettings settings;

    Mail(ObjectProvider<JavaMailSender> sender, MailSettings settings) {
        this.sender = sender;
        this.settings = settings;
    }

    /** Whether this installation has an SMTP server. */
    public boolean isOn() {
        return sender.getIfAvailable() != null;
    }

    /**
     * @param subject one line
     * @return whether the server took it; nobody is told otherwise, so a caller that can't do without keeps what it wrote
     */
    public boolean send(EmailAddress to, String subject, String text) {
        JavaMailSender server = sender.getIfAvailable();
        if (server == null) {
            return false;
        }
        SimpleMailMessage letter = new SimpleMailMessage();
        letter.setFrom(settings.from());
        letter.setTo(to.value());
        letter.setSubject(subject.replaceAll("\\p{Cntrl}+", " "));
        letter.setText(text);
        try {
            server.send(letter);
            return true;
        } catch (MailException refused) {
            LOG.warn("an e-mail was not taken: {}", refused.getMessage());
            return false;
        }
    }
}
