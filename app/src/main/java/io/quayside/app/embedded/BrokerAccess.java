package io.quayside.app.embedded;

import org.jspecify.annotations.Nullable;

/** Where the broker is and who we are there. */
record BrokerAccess(String url, @Nullable String user, @Nullable String password) {
    @Override
    public String toString() {
        return "BrokerAccess[" + url + ", password hidden]";
    }
}
