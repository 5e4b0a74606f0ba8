// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.data.TextForm;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The data of a run.
 *
 * @param train the training data; absent in a pipeline made from a model package for prediction
 * @param validation a separate source for validation
 * @param test a separate source for the test
 * @param validationSplit how validation is taken out of the training data, after the test; absent
 *     if validation has its own source, or if there is none
 * @param testSplit how the test is taken out of the training data
 * @param sample how many of the remaining records are used for training; all if absent
 * @param derive how records are derived from the rows of all sources except tables; records are
 *     rows if absent
 * @param tables the tables beside the records by name, which inputs read while they learn
 * @param memory the limit in MiB for records, and for encoded columns, in memory; a share of the
 *     Java heap if absent
 * @param unicode the normal form for texts
 */
public record DataPlan(
        Optional<SourcePlan> train,
        Optional<SourcePlan> validation,
        Optional<SourcePlan> test,
        Optional<HeldOut> validationSplit,
        Optional<HeldOut> testSplit,
        Optional<Sample> sample,
        Optional<Derived> derive,
        Map<String, SourcePlan> tables,
        OptionalLong memory,
        TextForm unicode) {

    /** Copies the tables. */
    public DataPlan {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** Creates a plan without tables, of which all remaining records are used for training. */
    public DataPlan(
            Optional<SourcePlan> train,
            Optional<SourcePlan> validation,
            Optional<SourcePlan> test,
            Optional<HeldOut> validationSplit,
            Optional<HeldOut> testSplit,
            OptionalLong memory,
            TextForm unicode) {
        this(
                train,
                validation,
                test,
                validationSplit,
                testSplit,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                memory,
                unicode);
    }

    /** Returns a copy whose records are derived. */
    public DataPlan with(Optional<Derived> other) {
        return new DataPlan(
                train,
                validation,
                test,
                validationSplit,
                testSplit,
                sample,
                other,
                tables,
                memory,
                unicode);
    }

    /**
     * A limit of the training records of every value of a column.
     *
     * @param each the maximum number of records of a value
     * @param column the column
     */
    public record Sample(long each, String column) {}

    /**
     * How records are derived from the rows of sources.
     *
     * @param planned the type and its settings
     * @param derivation what the type created
     */
    public record Derived(ResolvedType<DerivationType> planned, Derivation derivation) {}

    /**
     * Returns the plan of a pipeline whose data is not available.
     *
     * @param unicode the normal form for texts
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

    /** Returns whether there is validation data. */
    public boolean hasValidation() {
        return validation.isPresent() || validationSplit.isPresent();
    }

    /** Returns whether there is test data. */
    public boolean hasTest() {
        return test.isPresent() || testSplit.isPresent();
    }
}
