// SPDX-License-Identifier: Apache-2.0
/**
 * The output {@code boxes}: a one-stage detector without anchor boxes.
 *
 * <p>{@code DetectionHead} computes, for each position of each feature map, the score of every
 * class and a box, similar to FCOS (Tian, Shen, Chen and He, 2019) with the shared convolutions and
 * separate normalisation of RTMDet (Lyu et al., 2022). {@code Assignment} decides which positions
 * are responsible for which box (Feng et al., 2021, "TOOD"), {@code DetectionLoss} compares them
 * (quality focal loss of Li et al., 2020; generalised IoU of Rezatofighi et al., 2019), {@code
 * Suppression} removes duplicates of one object.
 */
package dev.sora.detection.output;
