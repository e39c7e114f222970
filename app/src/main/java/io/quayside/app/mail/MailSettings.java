package io.quayside.app.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param from the sender that people see */
@ConfigurationProperties("quayside.mail")
record MailSettings(@DefaultValue("Quayside <no-reply@localhost>") String from) {}
