// SPDX-License-Identifier: Apache-2.0
/** The output {@code embedding} with its losses: ArcFace, CosFace and batch-hard triplets. */
package dev.sora.similarity.output;
