// SPDX-License-Identifier: Apache-2.0
/** Jars that nobody vouches for: what is checked before anything of them is loaded. */
package dev.sora.container.jar;
