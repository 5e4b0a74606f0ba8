// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/** A value of one record that a column of its type cannot hold. The message says what it is. */
final class Unfit extends RuntimeException {

    private final String needs;

    Unfit(String needs, String have) {
        super(have);
        this.needs = needs;
    }

    String needs() {
        return needs;
    }
}
