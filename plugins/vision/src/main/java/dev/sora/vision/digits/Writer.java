// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.digits;

import java.util.List;

/**
 * Draws digits with random variation.
 *
 * <p>The points of a glyph are displaced, joined by smooth curves, sheared, rotated, stretched and
 * bent, scaled to a box of 20/28 of the image, drawn with a pen of random width, and centred by
 * mass, as the images of MNIST were. An instance is not thread-safe.
 */
final class Writer {

    private static final int STEPS = 6;
    private static final int MOST_POINTS = 256;

    private final int size;
    private final Canvas canvas;
    private final double[] xs = new double[MOST_POINTS];
    private final double[] ys = new double[MOST_POINTS];
    private final boolean[] starts = new boolean[MOST_POINTS];
    private int points;

    Writer(int size) {
        this.size = size;
        this.canvas = new Canvas(size);
    }

    /** Returns the samples of one image, white on black. */
    byte[] write(int digit, Draws draws) {
        points = 0;
        // most digits are drawn with little variation, some with much
        double haste = draws.between(0.15, 1);
        trace(choose(Glyphs.of(digit), draws), haste, draws);
        bend(haste, draws);
        double unit = size / 28.0;
        double radius = unit * Math.max(0.7, 1.4 + 0.5 * draws.normal());
        fit(unit * 20 - 2 * radius, draws);
        canvas.clear();
        double pressure = draws.between(-0.15, 0.15);
        for (int i = 1; i < points; i++) {
            if (!starts[i]) {
                double here = radius * (1 + pressure * (2.0 * i / points - 1));
                canvas.line(xs[i - 1], ys[i - 1], xs[i], ys[i], here, 1.1 * unit);
            }
        }
        return canvas.centred(0, 0, draws.between(225, 255));
    }

    private static Glyph choose(List<Glyph> glyphs, Draws draws) {
        double sum = 0;
        for (Glyph glyph : glyphs) {
            sum += glyph.weight();
        }
        double left = draws.uniform() * sum;
        for (Glyph glyph : glyphs) {
            left -= glyph.weight();
            if (left < 0) {
                return glyph;
            }
        }
        return glyphs.get(0);
    }

    /** Traces the strokes along Catmull-Rom curves, with random displacement. */
    private void trace(Glyph glyph, double haste, Draws draws) {
        double unsteady = 0.06 * haste;
        double endX = 0;
        double endY = 0;
        double[] before = {};
        for (double[] stroke : glyph.strokes()) {
            int count = stroke.length / 2;
            double[] x = new double[count];
            double[] y = new double[count];
            boolean goesOn =
                    before.length > 0
                            && stroke[0] == before[before.length - 2]
                            && stroke[1] == before[before.length - 1];
            for (int i = 0; i < count; i++) {
                x[i] = stroke[2 * i] + unsteady * draws.normal();
                y[i] = stroke[2 * i + 1] + unsteady * draws.normal();
            }
            if (goesOn) {
                x[0] = endX;
                y[0] = endY;
            }
            curve(x, y, !goesOn);
            endX = x[count - 1];
            endY = y[count - 1];
            before = stroke;
        }
    }

    private void curve(double[] x, double[] y, boolean lifted) {
        int last = x.length - 1;
        if (lifted) {
            point(x[0], y[0], true);
        }
        for (int i = 0; i < last; i++) {
            int p = Math.max(0, i - 1);
            int n = Math.min(last, i + 2);
            for (int step = 1; step <= STEPS; step++) {
                double t = (double) step / STEPS;
                point(
                        catmullRom(x[p], x[i], x[i + 1], x[n], t),
                        catmullRom(y[p], y[i], y[i + 1], y[n], t),
                        false);
            }
        }
    }

    private static double catmullRom(double a, double b, double c, double d, double t) {
        return 0.5
                * (2 * b
                        + t
                                * ((c - a)
                                        + t
                                                * ((2 * a - 5 * b + 4 * c - d)
                                                        + t * (3 * (b - c) + d - a))));
    }

    private void point(double x, double y, boolean start) {
        if (points < MOST_POINTS) {
            xs[points] = x;
            ys[points] = y;
            starts[points++] = start;
        }
    }

    /** Stretches, shears, rotates and bends the whole digit. */
    private void bend(double haste, Draws draws) {
        double wide = draws.between(0.45, 1.25);
        double slant = 0.18 + 0.26 * draws.normal();
        double angle = 0.12 * haste * draws.normal();
        double sine = StrictMath.sin(angle);
        double cosine = StrictMath.cos(angle);
        double bowX = 0.09 * haste * draws.normal();
        double bowY = 0.07 * haste * draws.normal();
        double taperX = 0.2 * haste * draws.normal();
        double taperY = 0.15 * haste * draws.normal();
        // the height of the waist above the middle, which varies the sizes of loops
        double waist = 0.34 * haste * draws.normal();
        double belly = 0.2 * haste * draws.normal();
        for (int i = 0; i < points; i++) {
            double x = xs[i] - 0.5;
            double y = ys[i] - 0.5;
            double squareX = Math.min(1, 4 * x * x);
            double squareY = Math.min(1, 4 * y * y);
            double newX = x * (1 + taperX * y) + bowX * squareY + 0.5 * belly * (1 - squareX) * x;
            double newY = y * (1 + taperY * x) + bowY * squareX + 0.25 * waist * (1 - squareY);
            double stretched = newX * wide - slant * newY;
            xs[i] = cosine * stretched - sine * newY;
            ys[i] = sine * stretched + cosine * newY;
        }
    }

    /** Scales the digit to a square box in the middle of the image. */
    private void fit(double box, Draws draws) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < points; i++) {
            left = Math.min(left, xs[i]);
            right = Math.max(right, xs[i]);
            top = Math.min(top, ys[i]);
            bottom = Math.max(bottom, ys[i]);
        }
        double scale =
                box
                        * draws.between(0.92, 1.04)
                        / Math.max(0.3, Math.max(right - left, bottom - top));
        for (int i = 0; i < points; i++) {
            xs[i] = size / 2.0 + (xs[i] - (left + right) / 2) * scale;
            ys[i] = size / 2.0 + (ys[i] - (top + bottom) / 2) * scale;
        }
    }
}
