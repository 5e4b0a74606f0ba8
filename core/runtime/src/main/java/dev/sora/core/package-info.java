// SPDX-License-Identifier: Apache-2.0
/** The engine room of Sora: from manifest to plan, assembly, training, evaluation and package. */
package dev.sora.core;
