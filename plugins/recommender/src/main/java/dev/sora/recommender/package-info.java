// SPDX-License-Identifier: Apache-2.0
/** Recommendation: the plugin. */
package dev.sora.recommender;
