// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.data.TextForm;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The data of a run.
 *
 * @param train the training data; absent in a pipeline made from a model package for prediction
 * @param validation a source of its own for validation
 * @param test a source of its own for the test
 * @param validationSplit how validation is taken out of the training data, after the test; absent
 *     if it is a source of its own, or if there is none
 * @param testSplit how the test is taken out of the training data
 * @param memory how many MiB of records, and of encoded columns, are held in memory; a share of the
 *     Java heap if absent
 * @param unicode the form that texts are brought to
 */
public record DataPlan(
        Optional<SourcePlan> train,
        Optional<SourcePlan> validation,
        Optional<SourcePlan> test,
        Optional<HeldOut> validationSplit,
        Optional<HeldOut> testSplit,
        OptionalLong memory,
        TextForm unicode) {

    /**
     * Returns the plan of a pipeline whose data is not available.
     *
     * @param unicode the form that texts are brought to
     */
    public static DataPlan none(TextForm unicode) {
        return new DataPlan(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                unicode);
    }

    /** Whether there is validation data. */
    public boolean hasValidation() {
        return validation.isPresent() || validationSplit.isPresent();
    }

    /** Whether there is test data. */
    public boolean hasTest() {
        return test.isPresent() || testSplit.isPresent();
    }
}
