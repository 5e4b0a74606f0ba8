// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/**
 * Thrown when a column of the requested type cannot hold the value of a record. The message
 * describes the value.
 */
final class UnfitValueException extends RuntimeException {

    private final String needs;

    UnfitValueException(String needs, String have) {
        super(have);
        this.needs = needs;
    }

    String needs() {
        return needs;
    }
}
