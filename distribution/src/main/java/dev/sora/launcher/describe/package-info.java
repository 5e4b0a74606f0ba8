// SPDX-License-Identifier: Apache-2.0
/**
 * Implements the output of {@code sora describe}: text, JSON, an HTML page, findings and a first
 * manifest.
 *
 * <p>Core profiles the data. This package interprets the profile: {@link
 * dev.sora.launcher.describe.Role} is the role of a column, {@link
 * dev.sora.launcher.describe.Target} a column that could be predicted, {@link
 * dev.sora.launcher.describe.Finding} an irregularity with its remedy, and {@link
 * dev.sora.launcher.describe.Draft} writes a manifest. The package reads no data itself. {@code
 * docs/describe.md} lists all rules.
 */
package dev.sora.launcher.describe;
