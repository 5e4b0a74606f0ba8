// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of a plugin tests it with, on JUnit 5.
 *
 * <p>{@link dev.sora.testkit.Contracts} has a contract for each kind of thing that a plugin can
 * offer, and one for the plugin as a whole: what the SPI promises and asks, as tests. {@link
 * dev.sora.testkit.SoraFixture} runs manifests with the plugin inside a real container.
 */
package dev.sora.testkit;
