// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/** A sound file has something that is not read. The message says what. */
final class Unread extends RuntimeException {

    private final String fix;

    Unread(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    String fix() {
        return fix;
    }
}
