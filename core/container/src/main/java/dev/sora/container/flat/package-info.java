// SPDX-License-Identifier: Apache-2.0
/** Plugins on a flat class path, with no modules between them. */
package dev.sora.container.flat;
