// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.run;

/** A run that was asked to stop and did, with nothing half-written. */
public final class InterruptedRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public InterruptedRunException(String message) {
        super(message);
    }
}
