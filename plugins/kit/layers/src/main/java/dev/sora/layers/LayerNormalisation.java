// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.LayerNorm;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;

/**
 * Normalises the last dimensions of each record (Ba, Kiros and Hinton, 2016): {@code (x - mean) /
 * sqrt(var + e) s + o}.
 *
 * @param epsilon the number e, which is added to the variance
 */
public record LayerNormalisation(float epsilon) {

    /** The usual epsilon, 1e-5. */
    public static final LayerNormalisation DEFAULT = new LayerNormalisation(1e-5f);

    /**
     * Returns the parameters.
     *
     * @param dimensions the dimensions that are normalised together, any of which may be unknown
     */
    public static List<ParameterSpec> parameters(long... dimensions) {
        return List.of(
                ParameterSpec.bias("scale", Initialiser.constant(1), dimensions),
                ParameterSpec.bias("offset", Initialiser.zeros(), dimensions));
    }

    /** Normalises the last dimensions of the values, as many as the parameters have. */
    public NDArray apply(NDArray values, Pass pass) {
        NDArray scale = pass.parameter("scale");
        return LayerNorm.layerNorm(
                        values, scale.getShape(), scale, pass.parameter("offset"), epsilon)
                .head();
    }
}
