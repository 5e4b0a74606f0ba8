// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Measures how many of the nearest vectors the graph finds, and how long it takes, beside comparing
 * all: 10,000 vectors of 128 values, drawn around 500 centres or independently. Run by hand, on a
 * machine that does nothing else.
 */
final class SearchBench {

    private static final int COUNT = 10_000;
    private static final int ASKED = 1_000;
    private static final int SIZE = 128;
    private static final HnswType TYPE = new HnswType();

    private SearchBench() {}

    /** Prints a line for each setting. */
    public static void main(String[] arguments) {
        for (boolean clustered : new boolean[] {true, false}) {
            Rows all = clustered ? around(500) : Rows.drawn(COUNT + ASKED, SIZE, 1);
            float[][] known = Arrays.copyOf(all.rows(), COUNT);
            float[][] asked = Arrays.copyOfRange(all.rows(), COUNT, COUNT + ASKED);
            measure(clustered ? "around centres" : "independent", new Rows(known), asked);
        }
    }

    private static Rows around(int centres) {
        Random random = new Random(1);
        Rows middle = Rows.drawn(centres, SIZE, 2);
        float[][] rows = new float[COUNT + ASKED][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Rows.near(random, middle.rows()[random.nextInt(centres)], 1);
        }
        return new Rows(rows);
    }

    private static void measure(String name, Rows known, float[][] asked) {
        int[] nearest = new int[ASKED];
        double exact = micros(asked, vector -> known.nearest(vector));
        for (int i = 0; i < ASKED; i++) {
            nearest[i] = known.nearest(asked[i]);
        }
        System.out.printf("%s: all %.0f us a search%n", name, exact);
        for (int candidates : new int[] {100}) {
            long begun = System.nanoTime();
            GraphSearch search =
                    (GraphSearch)
                            TYPE.open(
                                    TYPE.arrange(
                                            TestHnsw.settings(Map.of("candidates", candidates)),
                                            known),
                                    known);
            double seconds = (System.nanoTime() - begun) / 1e9;
            int found = 0;
            long compared = 0;
            for (int i = 0; i < ASKED; i++) {
                compared += search.compared(asked[i]);
                found += known.nearest(asked[i], search.candidates(asked[i])) == nearest[i] ? 1 : 0;
            }
            double micros =
                    micros(asked, vector -> known.nearest(vector, search.candidates(vector)));
            System.out.printf(
                    "  candidates %d: found %.3f, %d compared, %d of them always, %.0f us a search,"
                            + " made in %.1f s%n",
                    candidates,
                    found / (double) ASKED,
                    compared / ASKED,
                    search.missed().length,
                    micros,
                    seconds);
        }
    }

    /** Returns the median of three passes. */
    private static double micros(float[][] asked, ToIntFunction<float[]> search) {
        double[] passes = new double[3];
        long sum = 0;
        for (int pass = 0; pass < passes.length; pass++) {
            long begun = System.nanoTime();
            for (float[] vector : asked) {
                sum += search.applyAsInt(vector);
            }
            passes[pass] = (System.nanoTime() - begun) / 1e3 / asked.length;
        }
        if (sum < 0) {
            throw new IllegalStateException("rows are not negative");
        }
        Arrays.sort(passes);
        return passes[1];
    }
}
