// SPDX-License-Identifier: Apache-2.0
/** How good rankings are. */
package dev.sora.recommender.metric;
