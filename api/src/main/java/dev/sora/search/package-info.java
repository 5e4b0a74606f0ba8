// SPDX-License-Identifier: Apache-2.0
/**
 * Strategies: they decide which settings of a manifest a search tries next.
 *
 * <p>A {@link dev.sora.search.Strategy} gets the {@link dev.sora.search.Space} and every trial so
 * far, and returns a {@link dev.sora.search.Suggestion}: values for a new trial, more epochs for a
 * trial that has been trained before, or a new trial that begins with the weights of another one.
 * Random search:
 *
 * <pre>{@code
 * Strategy random = history -> {
 *     Space space = history.space();
 *     return Optional.of(Suggestion.of(space.draw(history.random(history.next()))));
 * };
 * }</pre>
 *
 * <p>A strategy keeps no state: what it suggests is a function of the history, so that a search
 * that is resumed continues as if it had not stopped. It trains nothing, and it sees costs of
 * validation data only. Every cost is to be lowered: that of an accuracy is its negative.
 *
 * <p><b>Implemented by</b> plugins: types and strategies. <b>Implemented by core:</b> {@link
 * dev.sora.search.SearchHistory}. <b>Thread safety:</b> everything is immutable; a history is used
 * by one call only.
 *
 * <p>The package is <b>experimental</b>: it may change in any release until 1.0.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 0.3
 */
@Export
@Version("1.2.0")
package dev.sora.search;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
