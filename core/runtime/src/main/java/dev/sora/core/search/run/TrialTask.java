// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A training that a search asks for. It continues what the folder contains.
 *
 * @param number the number of the trial
 * @param manifest the manifest, a file
 * @param folder the folder for the results
 * @param epochs the number of epochs after which it stops; empty for all of them
 * @param model the model to measure as it is, without a training; empty to train
 * @param test whether the model is measured on the test data; only the best one is, at the end
 */
public record TrialTask(
        int number,
        Path manifest,
        Path folder,
        OptionalInt epochs,
        Optional<Path> model,
        boolean test) {}
