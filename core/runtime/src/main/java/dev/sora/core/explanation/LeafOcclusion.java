// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.plan.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Explains a leaf by occlusion: a picture patch by patch, a sequence step by step. */
final class LeafOcclusion {

    /** Pictures are occluded in a grid of about so many patches a side. */
    private static final int PATCHES = 8;

    private static final int MOST_PARTS = 4096;

    private LeafOcclusion() {}

    /**
     * Returns by how much the score falls without each part; empty if there are too many of them.
     *
     * @param own what the reader must know of the result
     * @param notes receives why there is none
     */
    static Optional<OfInput> of(
            InputParts parts,
            LeafValues leaf,
            NDManager manager,
            List<String> own,
            List<String> notes) {
        Node.Input input = leaf.leaf().input();
        Reduction reduction = parts.reduction(leaf);
        List<Integer> shape = reduction.shape();
        boolean picture = parts.isPicture(leaf);
        int side =
                picture
                        ? Math.max(
                                1, (Math.max(shape.get(0), shape.get(1)) + PATCHES - 1) / PATCHES)
                        : 1;
        int width = shape.size() == 2 ? shape.get(1) : 1;
        int across = picture ? (width + side - 1) / side : 1;
        int down =
                picture ? (shape.get(0) + side - 1) / side : Math.max(1, reduction.size() / width);
        if ((long) down * across > MOST_PARTS) {
            notes.add(
                    "'%s' is not explained by occlusion: it has %d parts, more than %d"
                            .formatted(input.name(), down * across, MOST_PARTS));
            return Optional.empty();
        }
        double[] falls =
                new Occlusion(parts.record().scoring(leaf.name()), leaf, manager)
                        .falls(
                                down * across,
                                element -> {
                                    int place = reduction.place(element);
                                    return picture
                                            ? place / width / side * across + place % width / side
                                            : place / width;
                                });
        int count = picture ? falls.length : parts.steps(input, falls.length);
        return Optional.of(
                new OfInput(
                        ExplanationMethod.OCCLUSION.word(),
                        leaf.name(),
                        picture ? List.of() : parts.labels(input, count),
                        picture
                                ? List.of(down, across)
                                : shape.isEmpty() ? List.of() : List.of(count),
                        parts.signal(input).isSequence(),
                        Arrays.stream(falls).limit(count).boxed().toList(),
                        Optional.empty(),
                        0,
                        SeenPicture.of(parts.signal(input)),
                        own));
    }
}
