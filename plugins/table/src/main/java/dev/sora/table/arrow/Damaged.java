// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/** Thrown when a file contradicts the format or itself. The message describes the contradiction. */
final class Damaged extends RuntimeException {

    Damaged(String message) {
        super(message);
    }

    Damaged(String message, Throwable cause) {
        super(message, cause);
    }
}
