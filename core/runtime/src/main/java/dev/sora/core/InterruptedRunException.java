// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

/** Thrown when a run was interrupted or aborted. No file is incomplete. */
public final class InterruptedRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public InterruptedRunException(String message) {
        super(message);
    }
}
