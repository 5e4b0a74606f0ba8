// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trains with one step over all records in an epoch, and returns the weights by name. */
record SingleSteps(Lab lab) {

    private static final List<String> SETTINGS =
            List.of("training.epochs=1", "training.batch_size=1000", "training.shuffle=false");

    /** Trains {@link Manifests#POINTS}; later settings replace earlier ones. */
    Map<String, float[]> train(String name, String optimiser, String... more) {
        return trainOf(Manifests.POINTS, name, optimiser, more);
    }

    Map<String, float[]> trainOf(String manifest, String name, String optimiser, String... more) {
        String[] all =
                Stream.of(SETTINGS, List.of("training.optimiser=" + optimiser), List.of(more))
                        .flatMap(List::stream)
                        .toArray(String[]::new);
        return Lab.numbers(lab.train(name, manifest, all).model());
    }
}
