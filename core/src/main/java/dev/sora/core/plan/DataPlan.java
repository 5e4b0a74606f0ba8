// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.source.DataSourceType;
import java.util.Optional;

/**
 * The data of a run.
 *
 * @param train the training data; absent in a pipeline made from a model package for prediction
 * @param validation a source of its own for validation
 * @param validationFraction the part of the training data held out for validation if there is no
 *     source of its own; 0 for none
 * @param test the test data
 */
public record DataPlan(
        Optional<Planned<DataSourceType>> train,
        Optional<Planned<DataSourceType>> validation,
        double validationFraction,
        Optional<Planned<DataSourceType>> test) {}
