package io.quayside.app.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Lets a sandbox stand in for the platforms where the hub runs out of the box: {@code QUAYSIDE_SANDBOX}, which without
 * a value is true until a database is configured. Its settings are the last to be asked.
 */
public class SandboxSwitch implements EnvironmentPostProcessor, Ordered {
    static final String SWITCH = "quayside.sandbox";
    private static final String SETTINGS = "demo/settings.yml";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean wanted = environment.getProperty(
                SWITCH,
                Boolean.class,
                environment.getProperty("spring.datasource.url", "").isBlank());
        if (wanted && environment.getProperty(SWITCH + ".enabled", Boolean.class, true)) {
            settings().forEach(environment.getPropertySources()::addLast);
        }
    }

    private static List<PropertySource<?>> settings() {
        try {
            return new YamlPropertySourceLoader().load("sandbox", new ClassPathResource(SETTINGS));
        } catch (IOException e) {
            throw new UncheckedIOException("a part of the program is missing: " + SETTINGS, e);
        }
    }

    /** Once everything that the operator configured is known. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
