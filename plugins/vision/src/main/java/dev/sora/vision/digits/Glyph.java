// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.digits;

import java.util.ArrayList;
import java.util.List;

/**
 * One way of writing a digit: strokes of the pen, each a smooth curve through points.
 *
 * @param weight how often people write it so, relative to the other ways
 * @param strokes points x, y, x, y … from 0 to 1, from the top left
 */
record Glyph(double weight, List<double[]> strokes) {

    /**
     * Reads strokes from text: numbers x y x y …, a {@code |} where the pen turns sharply and goes
     * on from where it is, a {@code /} where it is lifted.
     */
    static Glyph of(double weight, String text) {
        List<double[]> strokes = new ArrayList<>();
        for (String lifted : text.split("/")) {
            double[] last = {};
            for (String smooth : lifted.split("\\|")) {
                String[] words = smooth.trim().split("\\s+");
                double[] stroke = new double[last.length + words.length];
                System.arraycopy(last, 0, stroke, 0, last.length);
                for (int i = 0; i < words.length; i++) {
                    stroke[last.length + i] = Double.parseDouble(words[i]);
                }
                strokes.add(stroke);
                last = new double[] {stroke[stroke.length - 2], stroke[stroke.length - 1]};
            }
        }
        return new Glyph(weight, List.copyOf(strokes));
    }
}
