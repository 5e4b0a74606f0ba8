// SPDX-License-Identifier: Apache-2.0
/** Plugins in this JVM and on disk, kept in step. */
package dev.sora.container;
