// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.util.List;

/** The values of a dictionary to which other values were appended. */
final class Joined extends Vector {

    private final Vector first;
    private final Vector second;

    private Joined(Vector first, Vector second) {
        super(first.length() + second.length(), NONE);
        this.first = first;
        this.second = second;
    }

    /**
     * Joins parts of a dictionary.
     *
     * @param parts at least one
     */
    static Vector of(List<Vector> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        // split into halves recursively, so that a lookup takes few steps
        int half = parts.size() / 2;
        return new Joined(of(parts.subList(0, half)), of(parts.subList(half, parts.size())));
    }

    private Vector part(int row) {
        return row < first.length() ? first : second;
    }

    private int within(int row) {
        return row < first.length() ? row : row - first.length();
    }

    @Override
    boolean isNull(int row) {
        return part(row).isNull(within(row));
    }

    @Override
    long whole(int row) {
        return part(row).whole(within(row));
    }

    @Override
    double number(int row) {
        return part(row).number(within(row));
    }

    @Override
    boolean truth(int row) {
        return part(row).truth(within(row));
    }

    @Override
    String text(int row) {
        return part(row).text(within(row));
    }

    @Override
    byte[] bytes(int row) {
        return part(row).bytes(within(row));
    }

    @Override
    Object time(int row) {
        return part(row).time(within(row));
    }
}
