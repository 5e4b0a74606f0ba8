// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the values of inputs are explained. */
public enum ExplanationMethod {

    /**
     * Integrated gradients (M. Sundararajan et al., 2017, Axiomatic attribution for deep networks):
     * the attributions of an input add up to the difference that the input makes.
     */
    INTEGRATED_GRADIENTS,

    /**
     * The absolute gradient of the score (K. Simonyan et al., 2014, Deep inside convolutional
     * networks): how sensitive the score is, without a sum to compare with.
     */
    SALIENCY,

    /**
     * By how much the score falls if a part is replaced by the baseline: a patch of a picture, a
     * feature, a step of a sequence (M. Zeiler and R. Fergus, 2014, Visualizing and understanding
     * convolutional networks).
     */
    OCCLUSION,

    /**
     * Where a picture supports the answer, from the last signal with rows and columns that the
     * score depends on (R. R. Selvaraju et al., 2017, Grad-CAM).
     */
    GRAD_CAM,

    /** Only the shares of particles; inputs are not explained. */
    PARTICLES;

    /** Returns the word of the command line, such as {@code integrated-gradients}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the method of a word; empty if there is none. */
    public static Optional<ExplanationMethod> of(String word) {
        return Arrays.stream(values()).filter(method -> method.word().equals(word)).findFirst();
    }

    /** Returns the words of all methods. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ExplanationMethod::word).toList();
    }
}
