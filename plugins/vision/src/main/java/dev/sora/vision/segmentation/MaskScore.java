// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.tensor.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The score of a class of a mask: its mean logit over the pixels that are predicted as the class,
 * in the whole picture or in a rectangle; over all pixels there if none is. By default of the class
 * that the most pixels have, other than the first one, which usually is the background.
 */
final class MaskScore {

    /** A class, and a rectangle in pixels of the picture: {@code cat 10,20,60,80}. */
    private static final Pattern REGION =
            Pattern.compile("(.+) (\\d{1,6}),(\\d{1,6}),(\\d{1,6}),(\\d{1,6})");

    private final Signal answered;
    private final List<String> names;
    private final int height;
    private final int width;

    private MaskScore(Signal answered, List<String> names) {
        this.answered = answered;
        this.names = names;
        Shape shape = answered.values().getShape();
        this.height = (int) shape.get(2);
        this.width = (int) shape.get(3);
    }

    /** Returns the score of a class. */
    static AnswerScore of(AnswerPart part, List<String> names) {
        MaskScore own = new MaskScore(part.answered(), names);
        Matcher region = REGION.matcher(part.name());
        boolean bounded = !names.contains(part.name()) && region.matches();
        int[] classes = own.classes();
        int chosen =
                part.isNamed()
                        ? new AnswerPart(part.answered(), bounded ? region.group(1) : part.name())
                                .position(names, "class")
                        : own.mostFrequent(classes);
        float[] inside = bounded ? own.inside(edges(region)) : own.everywhere();
        float[] weights = own.chosen(inside, classes, chosen);
        boolean found = sum(weights) > 0;
        float[] used = found ? weights : inside;
        float count = sum(used);
        if (count == 0) {
            throw part.unknown(
                    "a class and a rectangle within the picture: CLASS LEFT,TOP,RIGHT,BOTTOM");
        }
        for (int i = 0; i < used.length; i++) {
            used[i] /= count;
        }
        NDArray mean =
                part.answered()
                        .values()
                        .getManager()
                        .create(used, new Shape(1, own.height, own.width));
        return AnswerScore.of(
                String.format(
                        Locale.ROOT,
                        "the mean logit of the class '%s' over %s%s",
                        names.get(chosen),
                        found
                                ? "the pixels predicted as it"
                                : "all pixels, as none is predicted as it",
                        bounded ? " in the rectangle" : ""),
                prediction ->
                        prediction
                                .values()
                                .get(":, {}", chosen)
                                .mul(mean)
                                .sum(new int[] {2})
                                .sum(new int[] {1}));
    }

    private static double[] edges(Matcher region) {
        double[] edges = new double[4];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = Double.parseDouble(region.group(i + 2));
        }
        return edges;
    }

    /** Returns the predicted class of each pixel. */
    private int[] classes() {
        return answered.values().argMax(1).toType(DataType.INT32, false).toIntArray();
    }

    private int mostFrequent(int[] classes) {
        int[] counts = new int[names.size()];
        for (int each : classes) {
            counts[each]++;
        }
        int most = 0;
        for (int each = 1; each < counts.length; each++) {
            if (counts[each] > (most == 0 ? 0 : counts[most])) {
                most = each;
            }
        }
        return most;
    }

    /** Returns 1 for each pixel. */
    private float[] everywhere() {
        float[] all = new float[height * width];
        Arrays.fill(all, 1);
        return all;
    }

    /** Returns 1 for each pixel whose middle is in a rectangle of the picture, otherwise 0. */
    private float[] inside(double[] edges) {
        float[] to = answered.part(Signal.TRANSFORM).toFloatArray();
        float[] inside = new float[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double u = (column + 0.5) / width;
                double v = (row + 0.5) / height;
                double x = to[0] * u + to[1] * v + to[2];
                double y = to[3] * u + to[4] * v + to[5];
                boolean in = x >= edges[0] && y >= edges[1] && x < edges[2] && y < edges[3];
                inside[row * width + column] = in ? 1 : 0;
            }
        }
        return inside;
    }

    private float[] chosen(float[] inside, int[] classes, int chosen) {
        float[] weights = new float[inside.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = classes[i] == chosen ? inside[i] : 0;
        }
        return weights;
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
