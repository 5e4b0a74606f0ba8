// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of plugins that bnd runs during the build, so that faults do not appear only at run time.
 *
 * <p>{@link dev.sora.checks.PluginVerifier} reports missing service files and imports that neither
 * the JDK nor Sora provides. {@link dev.sora.checks.OptionalImports} makes optional the imports
 * that packed libraries declare optional. Plugins inherit both from {@code sora-plugin-parent}. The
 * rules of the SPI are not checked here: contracts of the test kit check them.
 */
package dev.sora.checks;
