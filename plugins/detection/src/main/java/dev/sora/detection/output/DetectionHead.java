// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Activation;
import dev.sora.layers.BatchNormalisation;
import dev.sora.layers.Intermediates;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes scores and boxes from feature maps. All maps share the convolutions; each has its own
 * normalisation, because the values of maps of different scales are distributed differently.
 *
 * @param filters the channels of the hidden convolutions
 * @param depth the number of hidden convolutions for scores, and again for boxes
 * @param classes the number of classes
 */
record DetectionHead(int filters, int depth, int classes) {

    /** The probability of each class that learning starts with (Lin et al., 2017). */
    private static final double PRIOR = 0.01;

    /** Softplus of it is 2: boxes start two cells wide to each side. */
    private static final double REACH = 1.8546;

    private static final String SCORES = "scores";
    private static final String BOXES = "boxes";
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NONE = new Shape(0, 0);

    /**
     * Returns the parameters.
     *
     * @param channels of the feature maps
     * @param levels the number of feature maps
     * @param names the names of the classes, empty while they are unknown
     */
    List<ParameterSpec> parameters(long channels, int levels, List<String> names) {
        List<ParameterSpec> all = new ArrayList<>();
        for (String tower : List.of(SCORES, BOXES)) {
            long in = channels;
            for (int i = 1; i <= depth; i++) {
                String layer = tower + i;
                all.add(
                        ParameterSpec.weight(
                                layer + ".weight", Initialiser.fanIn(2), filters, 3, 3, in));
                for (int level = 1; level <= levels; level++) {
                    for (ParameterSpec spec : BatchNormalisation.parameters(filters)) {
                        all.add(spec.within(layer + ".level" + level));
                    }
                }
                in = filters;
            }
        }
        ParameterSpec weight =
                ParameterSpec.weight(
                        SCORES + ".weight", Initialiser.normal(0.01), classes, 1, 1, filters);
        ParameterSpec bias =
                ParameterSpec.bias(
                        SCORES + ".bias",
                        Initialiser.constant(Math.log(PRIOR / (1 - PRIOR))),
                        classes);
        all.add(names.isEmpty() ? weight : weight.withRows(names));
        all.add(names.isEmpty() ? bias : bias.withRows(names));
        all.add(
                ParameterSpec.weight(
                        BOXES + ".weight", Initialiser.normal(0.01), 4, 1, 1, filters));
        all.add(ParameterSpec.bias(BOXES + ".bias", Initialiser.constant(REACH), 4));
        return all;
    }

    /** Returns the logits of all positions, (batch, positions, classes). */
    NDArray scores(List<NDArray> maps, Pass pass) {
        return apply(SCORES, maps, pass);
    }

    /**
     * Returns boxes of all positions as fractions of the picture, (batch, positions, 4). The
     * network gives the distances from the position to the four edges, in cells.
     *
     * @param cells x, y, width and height of the cell of each position, (1, positions, 4)
     */
    NDArray boxes(List<NDArray> maps, NDArray cells, Pass pass) {
        NDArray raw = apply(BOXES, maps, pass);
        NDList distances = Activation.SOFTPLUS.apply(raw).split(2, 2);
        NDList parts = cells.split(2, 2);
        NDArray centre = parts.get(0);
        NDArray size = parts.get(1);
        NDArray first = distances.get(0).mul(size).neg().add(centre);
        return first.concat(distances.get(1).mul(size).add(centre), 2);
    }

    private NDArray apply(String tower, List<NDArray> maps, Pass pass) {
        NDList rows = new NDList(maps.size());
        Pass last = pass.within(tower);
        for (int level = 1; level <= maps.size(); level++) {
            NDArray values = maps.get(level - 1);
            for (int i = 1; i <= depth; i++) {
                Pass layer = pass.within(tower + i);
                NDArray map = values;
                values =
                        BatchNormalisation.DEFAULT.after(
                                (w, b) -> convolve(map, w, b, 1),
                                map,
                                layer.parameter("weight"),
                                null,
                                layer.within("level" + level));
                values = Intermediates.consumed(values, Activation.RELU::apply);
                if (i > 1) {
                    map.close();
                }
            }
            NDArray result =
                    Intermediates.consumed(
                            values,
                            x -> convolve(x, last.parameter("weight"), last.parameter("bias"), 0));
            Shape shape = result.getShape();
            rows.add(
                    result.transpose(0, 2, 3, 1)
                            .reshape(shape.get(0), shape.get(2) * shape.get(3), shape.get(1)));
        }
        // DJL's concatenation of a single array has no gradient
        return rows.size() == 1 ? rows.head() : NDArrays.concat(rows, 1);
    }

    /** Weights are channels-last in memory, as images are: CPUs convolve this layout fastest. */
    private static NDArray convolve(NDArray image, NDArray weight, NDArray bias, int padding) {
        return image.getNDArrayInternal()
                .convolution(
                        image,
                        weight.transpose(0, 3, 1, 2),
                        bias,
                        ONE,
                        padding == 0 ? NONE : ONE,
                        ONE,
                        1)
                .head();
    }
}
