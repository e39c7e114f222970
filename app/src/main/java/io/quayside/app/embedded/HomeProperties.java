package io.quayside.app.embedded;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the installation keeps its state; a relative path is relative to the working directory. */
@ConfigurationProperties("quayside")
public record HomeProperties(@DefaultValue("./.quayside") Path home) {}
