// SPDX-License-Identifier: Apache-2.0
/** Plugins as OSGi bundles: the one place that knows of Felix. */
package dev.sora.container.felix;
