package io.quayside.app.alerts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param checkEvery how often it is looked for what needs a person
 * @param repeatAfter how soon messages that keep failing are told of again
 */
@ConfigurationProperties("quayside.alerts")
record AlertSettings(@DefaultValue("30s") Duration checkEvery, @DefaultValue("4h") Duration repeatAfter) {}
