package io.quayside.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on a {@link SandboxHub}. They run apart from the others, which keep the machine busy: some look at how soon things
 * are seen. All of a process share what it took to start the hub.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("sandbox-hub")
@ExtendWith(SandboxHub.class)
public @interface OnSandboxHub {}
