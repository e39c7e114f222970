package io.quayside.app.setup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param shop the simulated shop that the demo merchant is connected to */
@ConfigurationProperties("quayside.demo")
record DemoSettings(@DefaultValue("false") boolean enabled, @DefaultValue("quayside-demo.myshopify.com") String shop) {}
