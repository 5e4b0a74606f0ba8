// SPDX-License-Identifier: Apache-2.0
/**
 * Orders: they decide which records form each minibatch of an epoch.
 *
 * <p>An {@link dev.sora.order.Order} gets the number of records, the size and the number of
 * minibatches and, if its type asks for them, the class of each record. It returns lists of record
 * indices. Records in the order of the data, each once:
 *
 * <pre>{@code
 * Order inOrder = (records, random) -> {
 *     List<int[]> minibatches = new ArrayList<>();
 *     for (int i = 0; i < records.minibatches(); i++) {
 *         int from = i * records.batchSize();
 *         int to = Math.min(from + records.batchSize(), records.size());
 *         minibatches.add(IntStream.range(from, to).toArray());
 *     }
 *     return minibatches;
 * };
 * }</pre>
 *
 * <p>An order sees no values of records and no tensors. A manifest without an order shuffles the
 * records, which needs no type.
 *
 * <p><b>Implemented by</b> plugins: types and orders. <b>Implemented by core:</b> {@link
 * dev.sora.order.TrainingRecords}. <b>Thread safety:</b> types and orders keep no state and serve
 * several threads.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("1.0.0")
package dev.sora.order;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
