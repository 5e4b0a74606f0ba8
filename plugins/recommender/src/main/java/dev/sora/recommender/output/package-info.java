// SPDX-License-Identifier: Apache-2.0
/** Ratings, clicks and rankings. */
package dev.sora.recommender.output;
