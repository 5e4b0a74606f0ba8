// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import dev.sora.layers.Activation;
import java.util.Locale;

/** What generator and discriminator minimise, computed from scores. */
enum AdversarialLoss {
    /**
     * The discriminator minimises {@code softplus(-real) + softplus(generated)}, the generator
     * {@code softplus(-generated)}: Goodfellow et al. (2014).
     */
    NON_SATURATING {
        @Override
        NDArray discriminator(NDArray real, NDArray generated) {
            return softplus(real.neg()).add(softplus(generated));
        }

        @Override
        NDArray generator(NDArray generated) {
            return softplus(generated.neg());
        }
    },
    /** The difference of the mean scores: Arjovsky, Chintala and Bottou (2017). */
    WASSERSTEIN {
        @Override
        NDArray discriminator(NDArray real, NDArray generated) {
            return generated.mean().sub(real.mean());
        }

        @Override
        NDArray generator(NDArray generated) {
            return generated.mean().neg();
        }
    },
    /** {@code max(0, 1 - real) + max(0, 1 + generated)}: Lim and Ye (2017). */
    HINGE {
        @Override
        NDArray discriminator(NDArray real, NDArray generated) {
            return relu(real.neg().add(1f)).add(relu(generated.add(1f)));
        }

        @Override
        NDArray generator(NDArray generated) {
            return generated.mean().neg();
        }
    };

    /** Returns the loss of the discriminator, a tensor without dimensions. */
    abstract NDArray discriminator(NDArray real, NDArray generated);

    /** Returns the loss of the generator, a tensor without dimensions. */
    abstract NDArray generator(NDArray generated);

    private static NDArray softplus(NDArray scores) {
        return Activation.SOFTPLUS.apply(scores).mean();
    }

    private static NDArray relu(NDArray scores) {
        return Activation.RELU.apply(scores).mean();
    }

    static AdversarialLoss of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
