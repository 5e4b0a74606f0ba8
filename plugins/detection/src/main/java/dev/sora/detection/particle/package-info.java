// SPDX-License-Identifier: Apache-2.0
/** The particle {@code fpn}: joins the feature maps of two scales. */
package dev.sora.detection.particle;
