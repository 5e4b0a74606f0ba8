// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

/** A value of one record that cannot be used. The message says what it is. */
final class BrokenValue extends RuntimeException {

    private final String needs;

    BrokenValue(String needs, String have) {
        super(have);
        this.needs = needs;
    }

    String needs() {
        return needs;
    }
}
