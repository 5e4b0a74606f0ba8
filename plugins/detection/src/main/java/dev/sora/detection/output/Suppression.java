// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import dev.sora.detection.box.Box;
import dev.sora.detection.metric.Detection;
import java.util.ArrayList;
import java.util.List;

/** Non-maximum suppression: leaves one of the boxes that cover one object. */
final class Suppression {

    private Suppression() {}

    /**
     * Returns the detections that overlap no better one by more than a limit. Whether one is
     * returned depends only on better ones, so no more are compared once there are enough.
     *
     * @param sorted detections of one class, the best first
     * @param iou the limit
     * @param most the greatest number that is returned, the best ones
     */
    static List<Detection> of(List<Detection> sorted, double iou, int most) {
        List<Detection> kept = new ArrayList<>();
        Kept boxes = new Kept(Math.min(sorted.size(), most));
        for (Detection each : sorted) {
            if (kept.size() == most) {
                break;
            }
            if (boxes.addUnlessOverlapped(each.box(), iou)) {
                kept.add(each);
            }
        }
        return kept;
    }

    /**
     * Boxes by their edges, because most of the time is spent on boxes that do not touch; the
     * overlap is that of {@link Box#iou}.
     */
    private static final class Kept {

        private final double[] left;
        private final double[] top;
        private final double[] right;
        private final double[] bottom;
        private final double[] area;
        private int count;

        Kept(int most) {
            left = new double[most];
            top = new double[most];
            right = new double[most];
            bottom = new double[most];
            area = new double[most];
        }

        boolean addUnlessOverlapped(Box box, double limit) {
            double own = box.area();
            for (int i = 0; i < count; i++) {
                double width = Math.min(right[i], box.right()) - Math.max(left[i], box.left());
                double height = Math.min(bottom[i], box.bottom()) - Math.max(top[i], box.top());
                if (width > 0 && height > 0) {
                    double both = width * height;
                    if (both / (area[i] + own - both) > limit) {
                        return false;
                    }
                }
            }
            left[count] = box.left();
            top[count] = box.top();
            right[count] = box.right();
            bottom[count] = box.bottom();
            area[count++] = own;
            return true;
        }
    }
}
