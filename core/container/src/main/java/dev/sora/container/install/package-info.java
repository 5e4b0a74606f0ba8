// SPDX-License-Identifier: Apache-2.0
/** Changing what is installed: every change is tried with all plugins before it counts. */
package dev.sora.container.install;
