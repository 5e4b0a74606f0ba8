// SPDX-License-Identifier: Apache-2.0
/** Shows explanations: as text for a terminal, and as a page with pictures. */
package dev.sora.launcher.explain;
