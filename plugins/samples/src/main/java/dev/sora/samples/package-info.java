// SPDX-License-Identifier: Apache-2.0
/** Data made in code, each record from the seed and its own number alone. */
package dev.sora.samples;
