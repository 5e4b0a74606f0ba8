// SPDX-License-Identifier: Apache-2.0
/** Factorisations and networks over indices and numbers. */
package dev.sora.recommender.particle;
