// SPDX-License-Identifier: Apache-2.0
/** Pictures: decoded within bounds, checked for being whole. */
package dev.sora.reading.picture;
