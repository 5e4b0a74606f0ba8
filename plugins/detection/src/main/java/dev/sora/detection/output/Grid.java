// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * The positions of all feature maps, as fractions of the picture's width and height: of each map,
 * row by row, the centres of its cells.
 *
 * @param levels the feature maps
 */
record Grid(List<Level> levels) {

    /** Numbers of one position: x, y, width and height of its cell. */
    static final int NUMBERS = 4;

    /**
     * One feature map.
     *
     * @param columns its width
     * @param rows its height
     */
    record Level(int columns, int rows) {}

    /** Returns the grid of feature maps {@code (batch, channels, rows, columns)}. */
    static Grid of(List<NDArray> maps) {
        List<Level> levels = new ArrayList<>(maps.size());
        for (NDArray map : maps) {
            levels.add(
                    new Level(
                            Math.toIntExact(map.getShape().get(3)),
                            Math.toIntExact(map.getShape().get(2))));
        }
        return new Grid(levels);
    }

    /** Returns the number of positions. */
    int positions() {
        return levels.stream().mapToInt(level -> level.columns() * level.rows()).sum();
    }

    /** Returns x, y, width and height of the cell of each position, (1, positions, 4). */
    NDArray cells(Pass pass) {
        return pass.kept(
                "cells", manager -> manager.create(numbers(), new Shape(1, positions(), NUMBERS)));
    }

    private float[] numbers() {
        float[] numbers = new float[positions() * NUMBERS];
        int at = 0;
        for (Level level : levels) {
            for (int row = 0; row < level.rows(); row++) {
                for (int column = 0; column < level.columns(); column++) {
                    numbers[at++] = (column + 0.5f) / level.columns();
                    numbers[at++] = (row + 0.5f) / level.rows();
                    numbers[at++] = 1f / level.columns();
                    numbers[at++] = 1f / level.rows();
                }
            }
        }
        return numbers;
    }
}
