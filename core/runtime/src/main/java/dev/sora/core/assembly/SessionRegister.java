// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.core.host.PluginLease;
import dev.sora.core.session.OpenSession;
import dev.sora.core.session.SessionOwner;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Keeps the sessions of a {@code Sora} in view until they are closed, and their plugins active.
 *
 * @param sessions those that are open
 * @param closed whether the {@code Sora} is closed
 * @param lease keeps the plugins of the sessions on the same data active
 * @param again opens a session with the same options
 */
record SessionRegister(
        Set<OpenSession> sessions,
        BooleanSupplier closed,
        PluginLease lease,
        Supplier<OpenSession> again)
        implements SessionOwner {

    @Override
    public void opened(OpenSession session) {
        sessions.add(session);
        if (closed.getAsBoolean()) {
            // the thread that closes them may have missed it
            session.close();
        }
    }

    @Override
    public void closed(OpenSession session) {
        sessions.remove(session);
    }

    @Override
    public void released() {
        lease.close();
    }

    @Override
    public OpenSession openAgain() {
        return again.get();
    }
}
