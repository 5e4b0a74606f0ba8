// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.box;

import java.util.List;

/**
 * A rectangle in pixels of a picture. The edges of the picture are 0 and its width or height, so a
 * box of the first pixel alone is (0, 0, 1, 1).
 *
 * @param left the left edge
 * @param top the top edge
 * @param right the right edge
 * @param bottom the bottom edge
 */
public record Box(double left, double top, double right, double bottom) {

    /** Returns the area in pixels; 0 if the box is inside out. */
    public double area() {
        return Math.max(0, right - left) * Math.max(0, bottom - top);
    }

    /** Returns the area that both boxes cover. */
    public double shared(Box other) {
        double width = Math.min(right, other.right) - Math.max(left, other.left);
        double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    /** Returns the intersection over union; 0 for two boxes without an area. */
    public double iou(Box other) {
        double both = shared(other);
        return both == 0 ? 0 : both / (area() + other.area() - both);
    }

    /** Returns the share of this box that the other one covers. */
    public double within(Box other) {
        double both = shared(other);
        return both == 0 ? 0 : both / area();
    }

    /** Returns the part of the box that lies in a picture. */
    public Box clipped(double width, double height) {
        return new Box(
                Math.max(0, Math.min(width, left)),
                Math.max(0, Math.min(height, top)),
                Math.max(0, Math.min(width, right)),
                Math.max(0, Math.min(height, bottom)));
    }

    /** Returns left, top, right and bottom. */
    public List<Double> edges() {
        return List.of(left, top, right, bottom);
    }
}
