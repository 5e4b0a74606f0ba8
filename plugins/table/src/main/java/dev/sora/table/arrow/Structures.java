// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Structures: one vector for each nested field that is read. */
final class Structures extends Vector {

    private final @Nullable Vector[] children;

    Structures(int length, ByteBuffer validity, @Nullable Vector[] children) {
        super(length, validity);
        this.children = children;
    }

    @Override
    Vector child(int position) {
        Vector child = children[position];
        if (child == null) {
            throw new IllegalStateException("an inner field that was not read");
        }
        return child;
    }
}
