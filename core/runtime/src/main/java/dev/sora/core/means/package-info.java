// SPDX-License-Identifier: Apache-2.0
/** The mean values of particles over the training data, which a package keeps. */
package dev.sora.core.means;
