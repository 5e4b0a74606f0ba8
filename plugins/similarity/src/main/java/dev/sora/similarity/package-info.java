// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code similarity}: vectors whose angles say whether two records are of one identity,
 * such as two pictures of one person.
 *
 * <p>The output {@code embedding} learns them; identities that are not in the training data can be
 * compared, too. Metrics measure verification (are two records of one identity?) and identification
 * (of which known identity is a record?). In a manifest:
 *
 * <pre>{@code
 * outputs:
 *   person: {type: embedding, column: person, from: features, loss: arcface}
 * training:
 *   order: {type: identities, records: 4}
 * }</pre>
 *
 * <p>The procedure {@code contrastive} pretrains particles on records without labels, by the output
 * {@code projection}.
 *
 * <p>Any particles may come before it: those of pictures, of texts or of numbers. To decide among
 * known classes only, use {@code classification} of the plugin {@code standard}.
 */
package dev.sora.similarity;
