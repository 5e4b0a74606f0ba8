// SPDX-License-Identifier: Apache-2.0
/** Ratings drawn in code. */
package dev.sora.recommender.source;
