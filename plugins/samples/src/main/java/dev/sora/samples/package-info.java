// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code samples}: data sources that generate their records.
 *
 * <p>They serve examples and tests that need no download: tables ({@code generated-people}),
 * products with an image, a text and numbers ({@code generated-products}), labelled texts ({@code
 * generated-texts}), grey scans ({@code generated-scans}), and pictures with labelled boxes ({@code
 * generated-scenes}). A record depends only on the seed and its number, so every pass yields the
 * same records. In a manifest:
 *
 * <pre>{@code
 * data:
 *   train: {type: generated-texts, kind: headlines, samples: 4000, seed: 1}
 * }</pre>
 */
package dev.sora.samples;
