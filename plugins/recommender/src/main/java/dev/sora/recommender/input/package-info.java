// SPDX-License-Identifier: Apache-2.0
/** Users, items and histories. */
package dev.sora.recommender.input;
