package io.quayside.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the hub. */
@SpringBootApplication(scanBasePackages = {"io.quayside.app", "io.quayside.routes"})
public class Quayside {
    public static void main(String[] args) {
        SpringApplication.run(Quayside.class, args);
    }
}
