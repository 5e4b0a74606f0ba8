// SPDX-License-Identifier: Apache-2.0
/** Manifests: reading, places of values, overrides. */
package dev.sora.core.manifest;
