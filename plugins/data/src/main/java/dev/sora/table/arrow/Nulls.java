// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/** No values. */
final class Nulls extends Vector {

    Nulls(int length) {
        super(length, NONE);
    }

    @Override
    boolean isNull(int row) {
        return true;
    }
}
