// SPDX-License-Identifier: Apache-2.0
/** The records of a data set that activate particles most and least. */
package dev.sora.core.explanation.activation;
