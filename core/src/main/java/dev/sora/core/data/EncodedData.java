// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import ai.djl.ndarray.NDList;
import java.util.Map;

/**
 * One part of the data as tensors on the device, encoded once.
 *
 * @param size the number of records
 * @param inputs the columns of each input particle
 * @param targets the columns of each output particle; empty for data without targets
 */
public record EncodedData(int size, Map<String, NDList> inputs, Map<String, NDList> targets) {}
