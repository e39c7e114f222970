package io.quayside.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on the {@link SandboxHub} that all of a process share. They run apart from the others: some look at how soon things
 * are seen.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("sandbox-hub")
@ExtendWith(SandboxHub.class)
public @interface OnSandboxHub {}
