// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import java.util.zip.ZipException;

/** Thrown for a valid array of an unsupported kind. */
final class UnreadArrayException extends ZipException {

    private static final long serialVersionUID = 1L;

    private final String fix;

    /**
     * Creates an exception.
     *
     * @param message a description of the array
     * @param fix how to save it in a supported form
     */
    UnreadArrayException(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    String fix() {
        return fix;
    }
}
