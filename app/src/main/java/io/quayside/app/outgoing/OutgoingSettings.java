package io.quayside.app.outgoing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param lookEvery how often it is looked for events to send
 * @param answerTimeout how long a receiver may take to answer
 * @param disableAfter how long an endpoint may fail without a single success before it is turned off
 * @param keepOldSecret how long both secrets sign after a change
 * @param threads endpoints that are called at once
 * @param allowHttp whether unencrypted addresses are taken; for installations in a private network only
 */
@ConfigurationProperties("quayside.outgoing-webhooks")
record OutgoingSettings(
        @DefaultValue("1s") Duration lookEvery,
        @DefaultValue("15s") Duration answerTimeout,
        @DefaultValue("5d") Duration disableAfter,
        @DefaultValue("24h") Duration keepOldSecret,
        @DefaultValue("16") int threads,
        @DefaultValue("false") boolean allowHttp) {}
