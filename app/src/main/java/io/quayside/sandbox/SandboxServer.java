package io.quayside.sandbox;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the sandbox from before the product takes its first call until after its last. */
final class SandboxServer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
    private static final int EARLY = -1000;
    private final SandboxSettings settings;
    private @Nullable Sandbox sandbox;

    SandboxServer(SandboxSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (sandbox == null) {
            sandbox = Sandbox.start(settings.port(), settings.ordersEvery());
            LOG.info("Platform sandbox at {}/_sandbox", sandbox.url());
        }
    }

    @Override
    public synchronized void stop() {
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return sandbox != null;
    }

    @Override
    public int getPhase() {
        return EARLY;
    }
}
