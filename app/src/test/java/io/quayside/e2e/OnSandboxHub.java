package io.quayside.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on the one {@link SandboxHub}. They run in a process of their own, one after the other: some look at how soon
 * things are seen, and all share what it took to start the hub.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("sandbox-hub")
@ExtendWith(SandboxHub.class)
public @interface OnSandboxHub {}
