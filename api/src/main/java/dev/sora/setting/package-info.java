// SPDX-License-Identifier: Apache-2.0
/**
 * Settings: the typed values that a manifest sets for a type.
 *
 * <p>A {@link dev.sora.setting.Setting} has a name, a description, a type and often a default
 * value. It is declared once, as a constant, and listed in the descriptor of its type. Validation,
 * defaults, the JSON Schema and the reference follow from this declaration. A particle reads the
 * checked value from {@link dev.sora.setting.Settings}, with the constant as the key:
 *
 * <pre>{@code
 * static final Setting<Long> FILTERS =
 *         Setting.integer("filters", "Number of output channels.").atLeast(1).orElse(32L);
 *
 * TypeDescriptor descriptor = TypeDescriptor.of("conv2d", "Two-dimensional convolution.", FILTERS);
 * Settings settings = Settings.of(descriptor.settings(), Map.of("filters", 64)); // core, or a test
 * long filters = settings.get(FILTERS);
 * }</pre>
 *
 * <p>A type receives values that are checked one by one. It checks conditions between several
 * settings itself. This package does not read YAML and does not know positions in a manifest: core
 * does.
 *
 * <p><b>Implemented by</b> the framework only: plugins call the factories of {@link
 * dev.sora.setting.Setting}. <b>Thread safety:</b> all types are immutable.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.1.0")
package dev.sora.setting;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
