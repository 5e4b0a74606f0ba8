// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/** A field in which every value is null. */
final class Nulls extends Vector {

    Nulls(int length) {
        super(length, NONE);
    }

    @Override
    boolean isNull(int row) {
        return true;
    }
}
