package io.quayside.app.drops;

import org.springframework.context.SmartLifecycle;

/** A server that starts last and stops first, so that whatever it takes can be kept. */
abstract class DropServer implements SmartLifecycle {
    private volatile boolean running;

    abstract void open();

    abstract void shut();

    /** The port it listens on; known while it runs. */
    abstract int port();

    @Override
    public void start() {
        open();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        shut();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
