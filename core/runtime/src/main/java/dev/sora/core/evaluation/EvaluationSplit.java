// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.split.Split;
import dev.sora.data.Records;

/**
 * A split that predictions are measured on.
 *
 * @param split names it in the results
 * @param data the records as tensors on the device
 * @param records the records themselves, which an output that chooses among candidates turns into
 *     questions
 */
public record EvaluationSplit(Split split, EncodedData data, Records records) {}
