// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

/** Thrown when a value of one record cannot be used. The message describes the value. */
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
