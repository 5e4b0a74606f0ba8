// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.core.data.EncodedData;
import dev.sora.data.Records;

/**
 * A split that predictions are measured on.
 *
 * @param data the records as tensors on the device
 * @param records the records themselves, which an output that chooses among candidates turns into
 *     questions
 */
public record EvaluationPart(EncodedData data, Records records) {}
