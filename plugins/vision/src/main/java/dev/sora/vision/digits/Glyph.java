// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.digits;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to write a digit: pen strokes, each a smooth curve through points.
 *
 * @param weight the frequency relative to the other ways
 * @param strokes points x, y, x, y … from 0 to 1, from the top left
 */
record Glyph(double weight, List<double[]> strokes) {

    /**
     * Parses strokes: numbers x y x y …, {@code |} for a sharp turn of the pen at its position,
     * {@code /} for a lift of the pen.
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
