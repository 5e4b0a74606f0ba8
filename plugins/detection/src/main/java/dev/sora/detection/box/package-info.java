// SPDX-License-Identifier: Apache-2.0
/** Boxes and labelled boxes, on the host: what a column of boxes holds. */
package dev.sora.detection.box;
