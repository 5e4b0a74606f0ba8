// SPDX-License-Identifier: Apache-2.0
/** Plugins on disk: what is installed, where its jars lie, and who uses them. */
package dev.sora.container.store;
