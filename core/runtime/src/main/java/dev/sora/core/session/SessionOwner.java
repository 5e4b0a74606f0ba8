// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

/** What opens sessions; they are reported to it. */
public interface SessionOwner {

    /** Called when a session is open. */
    void opened(OpenSession session);

    /** Called when a session is closed and no longer in use. */
    void closed(OpenSession session);

    /** Called when all sessions on the same data are closed. */
    void released();

    /** Opens another session, on data that is read again. */
    OpenSession openAgain();
}
