// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import java.util.zip.ZipException;

/** An array that is sound, but of a kind that is not read. */
final class UnreadArrayException extends ZipException {

    private static final long serialVersionUID = 1L;

    private final String fix;

    /**
     * Creates an exception.
     *
     * @param message what the array is
     * @param fix how it can be saved so that it is read
     */
    UnreadArrayException(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    String fix() {
        return fix;
    }
}
