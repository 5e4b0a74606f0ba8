// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;

/**
 * The batch-hard triplet loss (Hermans, Beyer and Leibe, 2017): for each record {@code a} of a
 * minibatch {@code [m + max_p d(a, p) - min_n d(a, n)]+}, with {@code p} over the other records of
 * its identity, {@code n} over those of other identities, and the Euclidean distance {@code d}.
 *
 * <p>The loss is defined for a record whose minibatch has both; with the order {@code identities}
 * these are all.
 *
 * @param margin the margin {@code m}
 */
record TripletLoss(double margin) implements IdentityLoss {

    /** Keeps the gradient of the distance finite for equal vectors. */
    private static final float LEAST_SQUARE = 1e-6f;

    /** More than the largest distance of vectors of length 1, which is 2. */
    private static final float FAR = 4;

    @Override
    public List<ParameterSpec> parameters(long size, long identities, List<String> names) {
        return List.of();
    }

    @Override
    public int leastRecords() {
        return 2;
    }

    @Override
    public NDArray defined(NDArray classes, NDArray keys) {
        NDArray alike = alike(keys).sum(new int[] {1});
        NDArray partnered = IdentityLoss.floats(alike.gt(1));
        NDArray opposed = IdentityLoss.floats(alike.lt(keys.size()));
        return partnered.mul(opposed);
    }

    /** Returns which pairs of records are of one identity, {@code (batch, batch)}, as 0 and 1. */
    private static NDArray alike(NDArray keys) {
        return IdentityLoss.floats(keys.eq(keys.transpose()));
    }

    @Override
    public NDArray of(NDArray vectors, NDArray classes, NDArray keys, NDArray defined, Pass pass) {
        NDArray distances =
                vectors.matMul(vectors.transpose()).mul(-2f).add(2f).maximum(LEAST_SQUARE).sqrt();
        NDArray alike = alike(keys);
        // the distance of a record to itself is the least, so it is not the greatest of a pair
        NDArray farthest = distances.mul(alike).max(new int[] {1});
        NDArray nearest = distances.add(alike.mul(FAR)).min(new int[] {1});
        NDArray each = farthest.sub(nearest).add((float) margin);
        return IdentityLoss.mean(NDArrays.maximum(each, 0f), defined);
    }
}
