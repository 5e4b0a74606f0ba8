// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;

/**
 * Cross-entropy over the cosines between a vector and one learned direction for each identity,
 * multiplied by a scale {@code s}; the cosine of the right identity {@code y} is made smaller by a
 * margin {@code m} before:
 *
 * <ul>
 *   <li>ArcFace (Deng, Guo, Xue and Zafeiriou, 2019): {@code cos(θ_y + m)}. Where {@code θ_y + m}
 *       would exceed π, where the cosine rises again, {@code cos θ_y - m sin m} as in the authors'
 *       code.
 *   <li>CosFace (Wang et al., 2018): {@code cos θ_y - m}.
 * </ul>
 *
 * <p>The loss is defined for identities of the training data.
 *
 * @param scale the scale {@code s}
 * @param margin the margin {@code m}
 * @param angular whether the margin is an angle
 */
record MarginLoss(double scale, double margin, boolean angular) implements IdentityLoss {

    private static final String CENTRES = "centres";

    /** Keeps the gradient of the sine finite where a vector meets its direction. */
    private static final float LEAST_SQUARE = 1e-6f;

    static MarginLoss arcFace(double scale, double margin) {
        return new MarginLoss(scale, margin, true);
    }

    static MarginLoss cosFace(double scale, double margin) {
        return new MarginLoss(scale, margin, false);
    }

    @Override
    public List<ParameterSpec> parameters(long size, long identities, List<String> names) {
        return List.of(
                ParameterSpec.weight(CENTRES, Initialiser.fanIn(1), identities, size)
                        .withRows(names));
    }

    @Override
    public int leastRecords() {
        return 1;
    }

    @Override
    public NDArray defined(NDArray classes, NDArray keys) {
        return IdentityLoss.floats(classes.gte(0)).squeeze(1);
    }

    @Override
    public NDArray of(NDArray vectors, NDArray classes, NDArray keys, NDArray defined, Pass pass) {
        NDArray centres = VectorHead.unit(pass.parameter(CENTRES));
        NDArray cosines = vectors.matMul(centres.transpose());
        // any position will do for records without a loss
        NDArray right = classes.maximum(0);
        NDArray own = cosines.gather(right, 1);
        NDArray isOwn =
                IdentityLoss.floats(right.squeeze(1).oneHot((int) cosines.getShape().get(1)));
        NDArray scores = cosines.add(isOwn.mul(withMargin(own).sub(own))).mul((float) scale);
        return IdentityLoss.mean(scores.logSoftmax(1).gather(right, 1).squeeze(1).neg(), defined);
    }

    private NDArray withMargin(NDArray cosine) {
        if (!angular) {
            return cosine.sub((float) margin);
        }
        NDArray sine = cosine.square().neg().add(1f).maximum(LEAST_SQUARE).sqrt();
        NDArray turned =
                cosine.mul((float) Math.cos(margin)).sub(sine.mul((float) Math.sin(margin)));
        NDArray moved = cosine.sub((float) (margin * Math.sin(margin)));
        NDArray below = IdentityLoss.floats(cosine.gt((float) Math.cos(Math.PI - margin)));
        return turned.mul(below).add(moved.mul(below.neg().add(1f)));
    }
}
