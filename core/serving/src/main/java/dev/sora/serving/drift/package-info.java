// SPDX-License-Identifier: Apache-2.0
/** Compares what a server is asked and what it answers with the data of the training. */
package dev.sora.serving.drift;
